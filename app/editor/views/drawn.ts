const SVG = 'http://www.w3.org/2000/svg'

/** An icon within the text, 20 × 20, drawn with one stroke. Decoration only: the control that holds it has the name. */
export function drawn (path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const line = document.createElementNS(SVG, 'path')
  for (const [name, value] of Object.entries({ class: 'icon', viewBox: '0 0 20 20', width: '20', height: '20', 'aria-hidden': 'true', focusable: 'false' })) svg.setAttribute(name, value)
  for (const [name, value] of Object.entries({ d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.6', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })) line.setAttribute(name, value)
  svg.append(line)
  return svg
}
