// Word: taken out, edited as Word does, brought in, a conflict settled, written.
import { execFileSync } from 'node:child_process'

export async function goes_by_word(walk) {
  const { page, go } = walk.people.officer
  await go(walk.address('/word'))
  await page.waitForSelector('#edition')
  await walk.look(page, 'word')
  await page.click('text=Lag Word-fil')
  await page.waitForSelector('text=Last ned Word-filen')
  await walk.look(page, 'word, ready')
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Last ned Word-filen')])
  const copy = `${walk.files}/kopi.docx`
  await download.saveAs(copy)
  execFileSync(walk.python, [`${walk.root}/tests/e2e/edit_word.py`, copy], { cwd: walk.root })
  // Meanwhile somebody writes at one of the places.
  await go(walk.address('/texts/narrative/samla-vurdering.md?markdown=1'))
  const area = page.locator('#text')
  await area.fill((await area.inputValue()).replace('meir enn i eit vanleg år', 'meir enn i eit normalår'))
  await page.click('main button:has-text("Lagre")')
  await page.waitForURL('**saved=*')
  await go(walk.address('/word'))
  await page.setInputFiles('#file', copy)
  await page.click('text=Les filen')
  await page.waitForSelector('.conflict')
  walk.check((await page.locator('.difference').count()) > 0, 'what the file changed is not shown')
  await walk.look(page, 'word, conflict')
  // The choice is made by keyboard.
  await page.locator('.conflict input[value=theirs]').first().focus()
  await page.keyboard.press('Space')
  const apply = page.locator('button:has-text("Skriv inn i planen")')
  await apply.focus()
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role=status]:has-text("Skrevet inn i planen")')
  await walk.look(page, 'word, written')
  await go(walk.address('/texts/narrative/samla-vurdering.md'))
  const text = await page.textContent('.formatted')
  walk.check(text.includes('meir enn i eit snøfattig år'), 'the choice was not written')
  await go(walk.address('/word'))
  await walk.look(page, 'word, past')
}
