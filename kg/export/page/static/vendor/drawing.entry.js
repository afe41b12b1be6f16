// What the page takes from the libraries; README.md tells how drawing.js is made of it.
export { default as Graph } from "graphology";
export { default as ForceAtlas2 } from "graphology-layout-forceatlas2/worker";
export { default as Sigma } from "sigma";
export {
  EdgeArrowHeadProgram,
  EdgeArrowProgram,
  EdgeRectangleProgram,
  createEdgeClampedProgram,
  createEdgeCompoundProgram,
} from "sigma/rendering";
