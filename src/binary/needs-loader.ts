import { ActionError } from '../errors.ts';
import { formatPlatform } from '../oci/platform.ts';
import { andLibraries } from './linkage.ts';
import { type DynamicProgram, staticLinkAdvice } from './static-link.ts';

/**
 * The refusal that this project exists for: the kernel would answer "no such file or directory", which everybody takes
 * to be about the program itself.
 */
export function needsLoader(program: DynamicProgram): ActionError {
  const { name, platform, linkage } = program;
  return new ActionError(
    'binary',
    `${name} (${formatPlatform(platform)}) is dynamically linked: it needs the interpreter ${linkage.interpreter}${andLibraries(linkage.needed)}, which a scratch image does not have, so it would not start`,
    {
      hint: `${staticLinkAdvice(program)} To publish it all the same, set \`allow-dynamic: true\` and add these files under \`files\` in the config block.`,
    },
  );
}
