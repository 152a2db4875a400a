// Tables, ledgers and schedules.
import { readFileSync } from 'node:fs'
import { settled } from '../walker.mjs'

export async function fills_tables(walk) {
  const { page, go } = walk.people.officer
  await go(walk.address('/tables'))
  await walk.look(page, 'tables')
  await page.click('a:has-text("Investeringer")')
  await page.waitForSelector('.grid-rows td textarea')
  await walk.look(page, 'table')
  const field = (row, column) => page.locator('.grid-rows tbody tr').nth(row).locator('textarea').nth(column)
  const before = await page.locator('.grid-rows tbody tr').count()
  await field(0, 1).fill('Nye Nesfjord barneskule')
  await page.click('button:has-text("Ny rad")')
  // As from a spreadsheet: two rows, one cell with a line break in it.
  const clip = 'idrettshall\tNy idrettshall\toppvekst\t42 000 000\nbrygge\t"Ny ""brygge"""\tteknisk\t8 000 000'
  await field(before, 0).focus()
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, clip)
  walk.check(await field(before + 1, 1).inputValue() === 'Ny "brygge"', 'what was pasted does not stand in its cells')
  walk.check((await page.textContent('.unsaved')).length > 0, 'nothing says that the table is not saved')
  await walk.look(page, 'table, changed')
  await page.click('main button:has-text("Lagre")')
  await page.waitForURL('**saved=*')
  walk.check(await field(before + 1, 1).inputValue() === 'Ny "brygge"', 'a pasted cell is not there after saving')
  walk.check(await field(0, 1).inputValue() === 'Nye Nesfjord barneskule', 'a changed cell is not there after saving')
  await walk.look(page, 'table, saved')
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Last ned som regneark')])
  walk.check(readFileSync(await download.path()).subarray(0, 2).toString() === 'PK', 'the workbook is none')
}

// Two change one table: what both did is there; in the same cell both are told.
export async function two_fill_one_table(walk) {
  const [one, other] = [walk.people.officer, walk.people.adviser]
  other.foresee('409')
  const cell = ({ page }, row, column) => page.locator('.grid-rows tbody tr').nth(row).locator('textarea').nth(column)
  const save = async ({ page }) => page.click('main button:has-text("Lagre")')
  for (const who of [one, other]) {
    await who.go(walk.address('/tables/investments'))
    await who.page.waitForSelector('.grid-rows td textarea')
  }
  await cell(one, 0, 1).fill('Nesfjord skule')
  await cell(other, 1, 1).fill('Ny bru')
  await save(one)
  await one.page.waitForURL('**saved=1')
  await save(other)
  await other.page.waitForURL('**saved=2')
  walk.check(await cell(other, 0, 1).inputValue() === 'Nesfjord skule' && await cell(other, 1, 1).inputValue() === 'Ny bru', 'an edit of the table was lost')
  await cell(one, 0, 1).fill('Nesfjord barneskule')
  await cell(other, 0, 1).fill('Nesfjord ungdomsskule')
  await save(one)
  await one.page.waitForURL('**saved=2')
  await save(other)
  await other.page.waitForSelector('#faults')
  const told = await other.page.textContent('#faults')
  walk.check(told.includes('Nesfjord barneskule') && told.includes('Nesfjord ungdomsskule'), 'the cell of both is not told')
  await walk.look(other.page, 'one cell of two')
  await save(other)
  await other.page.waitForURL('**saved=1')
  walk.check(await cell(other, 0, 1).inputValue() === 'Nesfjord ungdomsskule', 'what was chosen was not kept')
}

export async function brings_a_ledger(walk) {
  const { page, go, foresee } = walk.people.officer
  await go(walk.address('/ledgers'))
  await walk.look(page, 'no ledgers')
  await page.setInputFiles('#ledger', { name: 'tull.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b\n1;2\n') })
  await page.click('main button:has-text("Ta inn")')
  await page.waitForSelector('#faults')
  await walk.look(page, 'ledger with faults')
  await page.setInputFiles('#ledger', `${walk.samples}/solvik/ledgers/drift-forslag-2027.csv`)
  await page.click('main button:has-text("Ta inn")')
  await page.waitForSelector('text=Tatt inn: drift-forslag-2027.csv')
  await walk.look(page, 'ledger brought in')
  foresee('422')
}

export async function follows_a_figure(walk) {
  const { page, go } = walk.people.officer
  await go('/plans/new')
  await page.selectOption('#sample', 'solvik')
  await page.click('text=Åpne eksempelet')
  await page.waitForSelector('.chapters')
  walk.solvik = new URL(page.url()).pathname
  await go(`${walk.solvik}/schedules`)
  await settled(page)
  await page.waitForSelector('table.schedule')
  await walk.look(page, 'schedules')
  await page.click('table.schedule tbody a >> nth=0')
  await page.waitForSelector('dl.facts')
  walk.check((await page.locator('main tbody tr').count()) > 0, 'no ledger lines behind the cell')
  await walk.look(page, 'trace')
}
