import { needsLoader } from './start.js';
export { targetsOf } from './start.js';
import './boot.js';



export { needsLoader };
