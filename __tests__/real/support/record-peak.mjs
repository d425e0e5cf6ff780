import { readFileSync, writeFileSync } from 'node:fs';

// Loaded into a process that is measured. Not its ru_maxrss: on Linux a child begins with what its parent had at the fork,
// and exec keeps that; VmHWM counts from exec on (https://man7.org/linux/man-pages/man5/proc_pid_status.5.html).
process.on('exit', () => writeFileSync(process.env.PEAK_FILE, readFileSync('/proc/self/status')));
