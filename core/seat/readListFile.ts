import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refused } from '../../domain/contract'

/**
 * Reads a JSON file that holds a list: all of it, or nothing.
 *
 * @throws Refused `badRequest` with where it is wrong
 */
export async function readListFile<T extends z.ZodType>(file: string, item: T): Promise<z.output<T>[]> {
  try {
    return z.array(item).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    throw new Refused(
      'badRequest',
      `${file} is not the list it should be: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
