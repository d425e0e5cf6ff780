import { refusedByLog } from './signing-key-errors.js';
export { missingPassword, wrongKey, wrongPassword } from './signing-key-errors.js';
import './boot.js';



export { refusedByLog };
