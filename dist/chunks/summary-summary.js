import {
  summaryOf
} from "./summary.js";
import "./outputs.js";
import "./markdown.js";
import "./quantities.js";
import "./printable.js";
import "./shared.js";
export {
  summaryOf
};
