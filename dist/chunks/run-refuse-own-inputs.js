import { refuseMerged } from './start.js';
export { refuseOwnInputs } from './start.js';
import './boot.js';



export { refuseMerged };
