import {
  summaryOf
} from "./summary.js";
import "./outputs.js";
import "./quantities.js";
import "./markdown.js";
import "./printable.js";
import "./shared.js";
export {
  summaryOf
};
