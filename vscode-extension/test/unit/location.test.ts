import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Machine, majorVersion } from '../../src/server/java';
import { type Choices, locate } from '../../src/server/location';

const NOTHING: Choices = { serverPath: '', javaHome: '', javaArguments: [], language: 'en' };
const JAR = '/ext/server/lib/fasync-lens.jar';

/** A machine with these files; those of Java runtimes are given by their version. */
function machine(files: readonly string[], javas: Record<string, string>, more: Partial<Machine> = {}): Machine {
  const all = new Set([...files, ...Object.keys(javas).map((home) => `${home}/bin/java`)]);
  return {
    platform: 'linux',
    home: '/home/me',
    env: {},
    isFile: (path) => all.has(path),
    list: (folder) => [
      ...new Set([...all].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split('/')[0] ?? '')),
    ],
    read: (file) => {
      const version = javas[file.replace(/\/release$/, '')];
      return version === undefined || version === '' ? null : `IMPLEMENTOR="x"\nJAVA_VERSION="${version}"\n`;
    },
    real: (path) => path,
    ask: () => Promise.resolve(null),
    ...more,
  };
}

async function program(choices: Partial<Choices>, on: Machine): Promise<string> {
  const found = await locate('/ext/server', { ...NOTHING, ...choices }, on);
  assert.ok('program' in found, JSON.stringify(found));
  return found.program.command;
}

async function problem(choices: Partial<Choices>, on: Machine): Promise<unknown> {
  const found = await locate('/ext/server', { ...NOTHING, ...choices }, on);
  return 'problem' in found ? found.problem : found.program.command;
}

test('The runtime of the package goes first, whatever else there is', async () => {
  const on = machine(['/ext/server/bin/fasync-lens', '/ext/server/runtime/bin/java', JAR], { '/usr/lib/jvm/jdk-25': '25' });
  assert.equal(await program({}, on), '/ext/server/bin/fasync-lens');
});

test('A program that is set goes over everything, and must be there', async () => {
  const on = machine(['/ext/server/runtime/bin/java', '/opt/fl/bin/fasync-lens'], {});
  assert.equal(await program({ serverPath: '/opt/fl/bin/fasync-lens' }, on), '/opt/fl/bin/fasync-lens');
  assert.deepEqual(await problem({ serverPath: '/gone' }, on), {
    kind: 'no-server',
    path: '/gone',
    setting: 'fasyncLens.server.path',
  });
});

test('Java is taken from the setting, JAVA_HOME, PATH and the usual places, in this order', async () => {
  const javas: Record<string, string> = { '/set': '25.0.1', '/home-java': '26', '/path': '25', '/usr/lib/jvm/temurin-25': '25.0.2' };
  const env = { JAVA_HOME: '/home-java', PATH: '/bin:/path/bin' };
  assert.equal(await program({ javaHome: '/set/' }, machine([JAR], javas, { env })), '/set/bin/java');
  assert.equal(await program({}, machine([JAR], javas, { env })), '/home-java/bin/java');
  assert.equal(await program({}, machine([JAR], javas, { env: { PATH: env.PATH } })), '/path/bin/java');
  assert.equal(await program({}, machine([JAR], javas)), '/usr/lib/jvm/temurin-25/bin/java');
});

test('The folder bin and the program itself are understood as the setting too', async () => {
  const on = machine([JAR], { '/jdk': '25' });
  assert.equal(await program({ javaHome: '/jdk/bin' }, on), '/jdk/bin/java');
  assert.equal(await program({ javaHome: '/jdk/bin/java' }, on), '/jdk/bin/java');
});

test('An old Java is passed over while there is a newer one', async () => {
  const on = machine([JAR], { '/old': '17.0.9', '/usr/lib/jvm/jdk-25': '25' }, { env: { JAVA_HOME: '/old' } });
  assert.equal(await program({}, on), '/usr/lib/jvm/jdk-25/bin/java');
});

test('With only an old Java, the newest of them is named with its version', async () => {
  const on = machine([JAR], { '/usr/lib/jvm/jdk-17': '17.0.9', '/usr/lib/jvm/jdk-21': '21', '/usr/lib/jvm/jdk-8': '1.8.0_392' });
  assert.deepEqual(await problem({}, on), {
    kind: 'java-too-old',
    path: '/usr/lib/jvm/jdk-21/bin/java',
    version: 21,
    setting: 'fasyncLens.java.home',
  });
});

test('A Java that is set is not replaced by another', async () => {
  const on = machine([JAR], { '/old': '17', '/usr/lib/jvm/jdk-25': '25' });
  assert.deepEqual(await problem({ javaHome: '/old' }, on), {
    kind: 'java-too-old',
    path: '/old/bin/java',
    version: 17,
    setting: 'fasyncLens.java.home',
  });
  assert.deepEqual(await problem({ javaHome: '/nowhere' }, on), {
    kind: 'no-java-there',
    path: '/nowhere',
    setting: 'fasyncLens.java.home',
  });
});

test('Without any Java the user is told', async () => {
  assert.deepEqual(await problem({}, machine([JAR], {})), { kind: 'no-java', setting: 'fasyncLens.java.home' });
});

test('A Java without a release file is asked', async () => {
  const ask = (): Promise<string> => Promise.resolve('openjdk version "25-ea" 2025-09-16\n');
  assert.equal(await program({}, machine([JAR], { '/jdk': '' }, { env: { JAVA_HOME: '/jdk' }, ask })), '/jdk/bin/java');
});

test('Arguments of the user come last, so that they count', async () => {
  const found = await locate(
    '/ext/server',
    { ...NOTHING, javaHome: '/jdk', javaArguments: ['-Xmx1g'] },
    machine([JAR], { '/jdk': '25' }),
  );
  assert.ok('program' in found);
  assert.deepEqual(found.program.arguments.slice(-3), ['-Xmx1g', '-jar', JAR]);
});

test('Versions are read in all their forms', () => {
  assert.equal(majorVersion('25.0.1'), 25);
  assert.equal(majorVersion('1.8.0_392'), 8);
  assert.equal(majorVersion('"26-ea"'), 26);
  assert.equal(majorVersion('none'), 0);
});
