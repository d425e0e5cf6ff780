import { sbomPath, writeSbomFiles } from './write-sbom-files.js';
export { checkSbomFile } from './write-sbom-files.js';
import './start.js';
import './boot.js';



export { sbomPath, writeSbomFiles };
