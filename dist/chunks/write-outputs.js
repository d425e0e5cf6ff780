import { writeOutputs } from './write-piece.js';
export { writeOutput } from './write-piece.js';
import './stored-layout.js';
import './start.js';
import './streamx-index.js';
import './boot.js';



export { writeOutputs };
