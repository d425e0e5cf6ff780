import {
  TransferCount
} from "./transfer.js";
import "./shared.js";
export {
  TransferCount
};
