import {
  AddressGuard,
  ForbiddenAddress
} from "./address-guard.js";
import "./address.js";
import "./builtin-node-net.js";
import "./shared.js";
export {
  AddressGuard,
  ForbiddenAddress
};
