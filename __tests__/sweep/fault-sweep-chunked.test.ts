import { sweepFaults } from './sweep-faults.ts';

sweepFaults('chunked');
