// Walks the desk of a running service in Chromium, as three people: reads what is asked for as JSON on standard input
// ({base, link, chromium, python, root, samples, files, scenes}), plays the scenes in their order, and writes
// [{scene, seconds, states, faults}, …]: the states that axe-core has judged, and everything that was not as it should.
import { readFileSync } from 'node:fs'
import { chromium, Walk } from './walker.mjs'
import * as arriving from './scenes/arriving.mjs'
import * as writing from './scenes/writing.mjs'
import * as figures from './scenes/figures.mjs'
import * as word from './scenes/word.mjs'
import * as building from './scenes/building.mjs'
import * as ways from './scenes/ways.mjs'

const asked = JSON.parse(readFileSync(0, 'utf8'))
const scenes = { ...arriving, ...writing, ...figures, ...word, ...building, ...ways }
const order = asked.scenes.length ? asked.scenes : ORDER()

function ORDER() {
  return [
    'arrives', 'invites', 'reads_only', 'writes', 'two_write_apart', 'two_write_at_once', 'restores', 'fills_tables', 'two_fill_one_table',
    'brings_a_ledger', 'follows_a_figure', 'goes_by_word', 'builds', 'checks_files', 'looks_around', 'by_keyboard',
    'without_script', 'bad_network', 'signed_out_meanwhile', 'other_languages', 'four_times_as_large', 'leaves',
  ]
}

const browser = await chromium.launch({ executablePath: asked.chromium, args: ['--no-sandbox'] })
const walk = new Walk(browser, asked)
const told = []
try {
  for (const scene of order) {
    const began = Date.now()
    walk.begin(scene)
    try {
      await scenes[scene](walk)
    } catch (error) {
      walk.fault(`${error.message}`.split('\n').slice(0, 12).join('\n'))
      await walk.picture(scene)
    }
    told.push({ scene, seconds: (Date.now() - began) / 1000, states: walk.states, faults: walk.faults })
    process.stderr.write(`${scene}: ${(Date.now() - began) / 1000} s, ${walk.faults.length} faults\n${walk.faults.map((fault) => `  ${fault}\n`).join('')}`)
  }
  process.stdout.write(JSON.stringify(told))
} finally {
  await browser.close()
}
