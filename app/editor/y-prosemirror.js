// The package's own declarations do not pass the compiler's check under our settings (an import without its
// extension), and leaving that check off would leave it off for everything. So it comes through this door, typed by
// the declarations next to it.
export {
  absolutePositionToRelativePosition, defaultDeleteFilter, defaultProtectedNodes, initProseMirrorDoc, redo,
  relativePositionToAbsolutePosition, undo, updateYFragment, ySyncPlugin, ySyncPluginKey, yUndoPlugin
} from 'y-prosemirror'
