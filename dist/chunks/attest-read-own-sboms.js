import { readSbomEntry } from './read-own-sboms.js';
export { readOwnSboms } from './read-own-sboms.js';
import './service.js';
import './start.js';
import './boot.js';



export { readSbomEntry };
