import { readSbomEntry } from './read-own-sboms.js';
export { readOwnSboms } from './read-own-sboms.js';
import './start.js';
import './service.js';
import './boot.js';



export { readSbomEntry };
