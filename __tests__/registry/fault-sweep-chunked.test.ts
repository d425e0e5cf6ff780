import { sweepFaults } from './support/sweep-faults.ts';

sweepFaults('chunked');
