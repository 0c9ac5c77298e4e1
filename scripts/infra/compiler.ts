import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The compiler that judges infra/, in the one place that says so. */
export const BICEP_VERSION = '0.49.2';

const CACHE = path.join(ROOT, 'node_modules/.cache/bicep');
const SYSTEMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'osx', win32: 'win' };
const PACKAGE = `Azure.Bicep.CommandLine.${SYSTEMS[process.platform]}-${process.arch}`;
const PROGRAM = process.platform === 'win32' ? 'bicep.exe' : 'bicep';

/** The culture data that .NET looks for is on no bare Linux, and nobody wants to be asked about telemetry. */
const QUIET = {
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
};

/** `main.bicep(4,48) : Error BCP427: ...` */
const MESSAGE = /\.bicep(?:param)?\(\d+,\d+\) : /;

/** Downloads a package and references nothing, not even the class library. */
const PROJECT = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="${PACKAGE}" Version="[${BICEP_VERSION}]" />
  </ItemGroup>
</Project>
`;

/** The command that compiles, and what it is. */
export interface Bicep {
  readonly command: readonly [string, ...string[]];
  readonly from: string;
  /** Whether it is the version that judges. Another one may word the same template differently. */
  readonly pinned: boolean;
}

/** What the compiler made of a file, and what it said about it: a line each, errors, warnings and advice alike. */
export interface Compiled {
  /** Undefined: it made none. */
  readonly output: string | undefined;
  readonly messages: readonly string[];
}

/**
 * The real compiler: the NuGet package of this version, restored by `dotnet` into the cache; else `bicep`, else `az bicep`, from
 * the path and of whatever version.
 * @throws Error with what each of them said, when there is none
 */
export function findBicep(cache: string = CACHE, env: Environment = process.env): Bicep {
  const restored = path.join(cache, PACKAGE.toLowerCase(), BICEP_VERSION, 'tools', PROGRAM);
  const ours = { command: [restored], from: `${PACKAGE} ${BICEP_VERSION}`, pinned: true } as const;
  if (existsSync(restored)) return ours;
  mkdirSync(cache, { recursive: true });
  const project = path.join(cache, 'bicep.csproj');
  writeFileSync(project, PROJECT);
  const dotnet = run('dotnet', ['restore', project, '--packages', cache], env);
  if (dotnet.status === 0 && existsSync(restored)) return ours;
  const bicep = run('bicep', ['--version'], env);
  if (bicep.status === 0) return { command: ['bicep'], from: bicep.stdout.trim(), pinned: false };
  const az = run('az', ['bicep', 'version'], env);
  if (az.status === 0) return { command: ['az', 'bicep'], from: az.stdout.trim(), pinned: false };
  const said = [`dotnet restore: ${reason(dotnet)}`, `bicep: ${reason(bicep)}`, `az bicep: ${reason(az)}`];
  throw new Error(`There is no Bicep compiler. ${said.join('; ')}`);
}

/** Compiles a template (.bicep) or a parameter file (.bicepparam), linter included; no file is written. */
export function compile(bicep: Bicep, file: string, env: Environment = process.env): Compiled {
  const [program, ...words] = bicep.command;
  const verb = file.endsWith('.bicepparam') ? 'build-params' : 'build';
  // `az bicep` takes the file behind an option, which the compiler itself does not know.
  const named = words.length === 0 ? [file] : ['--file', file];
  const { status, stdout, stderr } = run(program, [...words, verb, ...named, '--stdout'], env);
  const lines = stderr.split(/\r?\n/).filter(line => line.trim() !== '');
  const about = lines.filter(line => MESSAGE.test(line));
  // What `az` says of itself, as that there is a newer version, is about no file.
  const messages = (status === 0 ? about : lines).map(line => line.replace(`${path.dirname(file)}${path.sep}`, ''));
  if (status !== 0 && messages.length === 0) messages.push(`${bicep.from} ended with ${status}`);
  return { output: status === 0 ? stdout : undefined, messages };
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
  error?: Error;
}

function run(program: string, words: readonly string[], env: Environment): Ended {
  return spawnSync(program, words, {
    env: { ...env, ...QUIET },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // On Windows the Azure CLI is a batch file.
    shell: process.platform === 'win32',
  });
}

function reason({ error, stdout, stderr, status }: Ended): string {
  return error?.message ?? (`${stderr}${stdout}`.trim().split('\n')[0] || `ended with ${status}`);
}
