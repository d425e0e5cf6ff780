import { type PublishedExample, publishExample, repositoryOf } from './example.ts';
import { publishGuide } from './guide.ts';
import { type ImageFacts, imageFacts } from './image-facts.ts';
import { type RealRegistry, startDockerRegistry } from './registry.ts';
import { type Runtime, startRuntime } from './runtime.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

/** An example's image, and the one of the guide's Dockerfile, in the same registry. */
export interface Pair extends PublishedExample {
  readonly image: string;
  readonly guide: string;
  readonly ours: ImageFacts;
  readonly theirs: ImageFacts;
}

/** A registry and a runtime for the tests of one example. */
export interface ExampleLab {
  readonly registry: RealRegistry;
  readonly runtime: Runtime;
  /** @param stage makes the folder that stands for the guide's stage `builder`, from the workspace where the program was built */
  publishBoth(name: string, stage?: (workspace: string) => Promise<string>): Promise<Pair>;
  close(): Promise<void>;
}

export async function openLab(): Promise<ExampleLab> {
  const [registry, runtime] = await Promise.all([startDockerRegistry(), startRuntime()]);
  return {
    registry,
    runtime,
    publishBoth: async (name, stage) => {
      const example = await publishExample(name, registry);
      const image = `${repositoryOf(name, registry)}:1.2.3`;
      const stages = stage === undefined ? {} : { builder: await stage(example.workspace) };
      const guide = await publishGuide(name, example.workspace, registry, stages);
      return { ...example, image, guide, ours: await imageFacts(image), theirs: await imageFacts(guide) };
    },
    close: async () => {
      await runtime.stop();
      await registry.stop();
      await removeTemporaryFolders();
    },
  };
}
