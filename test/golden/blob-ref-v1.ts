/** Where the bytes of a file are, as a node's attribute holds it.
 *
 * Never regenerated: these words lie in people's documents. A change that makes a test fail here breaks them.
 */
export const BLOB_REF_V1 = 'yrjbrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbf9uonryoyj99ayegorebyyyyb9iyrwuyygyadycbogyadycbogyadycbogyadycbogyadycbogyadycbogya'
export const EMPTY_BLOB_REF_V1 = 'yrjbrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbryyyyyybogyadycbogyadycbogyadycbogyadycbogyadycbogyadycbogy'
