import { sweepFaults } from './sweep-faults.ts';

sweepFaults('monolithic');
