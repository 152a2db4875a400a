// Built, looked at, filtered, built again; and files of others checked.
import { readFileSync } from 'node:fs'
import { settled, WIDE } from '../walker.mjs'

async function build(walk, page, during) {
  await page.click('main form button:has-text("Bygg")')
  await page.waitForURL(/builds\/[^/]+$/)
  if (during) await during()
  await page.waitForSelector('#report')
}

// What is to be read is set as the very text: the field has Markdown.
async function rewrite(walk, page, change) {
  await page.goto(`${walk.base}${walk.address('/texts/narrative/om-rapporten.md?markdown=1')}`)
  await page.locator('#text').fill(change(await page.locator('#text').inputValue()))
  await page.click('main button:has-text("Lagre")')
  await page.waitForURL('**saved=*')
  await page.goto(`${walk.base}${walk.address('/builds')}`)
  await page.waitForSelector('#edition')
  for (const kind of ['docx', 'xlsx']) await page.uncheck(`#format-${kind}`)
}

const BAD = '\n\n[Trykk her](http://example.com/b).\n'

export async function builds(walk) {
  const { page, go } = walk.people.officer
  await go(walk.address('/builds'))
  await page.waitForSelector('#edition')
  await walk.look(page, 'no builds')
  await rewrite(walk, page, (text) => text + BAD)
  await build(walk, page, async () => {
    const going = page.locator('#job[data-tell]')
    walk.check(await going.count() === 1, 'no progress is shown')
    if (await going.count()) await walk.look(page, 'building', [WIDE])
  })
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('.made a:has-text("Last ned") >> nth=0')])
  walk.check(readFileSync(await download.path()).length > 10_000, 'the file is none')
  walk.check((await page.textContent('#told')) === 'Ferdig', 'who cannot see the page is not told that the build is done')
  await page.waitForSelector('.pictures img')
  await walk.look(page, 'built')
  const found = page.locator('.findings .finding')
  const all = await found.count()
  walk.check(all > 0, 'a link that says nothing is not found')
  await page.selectOption('#outcome', 'needs-review')
  await page.click('#report-filter button')
  await page.waitForURL('**outcome=needs-review*')
  walk.check(await found.count() <= all, 'a filter gives more')
  walk.check(await page.locator('.finding .state', { hasText: 'Ikke bestått' }).count() === 0, 'the filter lets others through')
  await rewrite(walk, page, (text) => text.replace(BAD, ''))
  await build(walk, page)
  const since = await page.textContent('#since')
  walk.check(/[1-9]\d* borte/.test(since), `the second build does not say what is gone: ${since}`)
  await settled(page)
  await go(walk.address('/builds'))
  walk.check(await page.locator('.steps li').count() === 2, 'the builds are not listed')
  await walk.look(page, 'builds')
}

export async function checks_files(walk) {
  const { page, go, foresee } = walk.people.reader
  foresee('422')
  await go('/check')
  await walk.look(page, 'check')
  await page.setInputFiles('#file', { name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await page.click('text=Sjekk filen')
  await page.waitForSelector('#faults')
  await walk.look(page, 'check, refused', [1280])
  for (const [kind, name] of [['pdf', 'fremmed.pdf'], ['docx', 'fremmed.docx']]) {
    await go('/check')
    await page.setInputFiles('#file', `${walk.files}/${name}`)
    await page.click('text=Sjekk filen')
    await page.waitForSelector('.marks.standing')
    walk.check(await page.locator('.finding').count() > 0, `nothing is said against a bad ${kind}`)
    if (kind === 'pdf') await walk.look(page, 'checked')
    else walk.check(await page.locator('a:has-text("merknader på stedene")').count() === 1, 'no copy with comments')
  }
}
