// Texts: written in the browser, by two at once, and taken back.
import { settled, signIn, WIDE } from '../walker.mjs'

const TEXT = '/texts/narrative/samla-vurdering.md'
const EDITOR = '.formatted'

// The words stand at the end of the paragraph that has `after` in it.
async function type(page, after, words) {
  await page.locator(`${EDITOR} p, ${EDITOR} li`).filter({ hasText: after }).first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}

const saved = (page) => page.waitForFunction(() => document.querySelector('output.saving').textContent.startsWith('Lagret'))

export async function writes(walk) {
  const { page, go } = walk.people.adviser
  await go(walk.address())
  await page.waitForSelector('.chapters')
  await page.click('.chapters a:has-text("Samla vurdering")')
  await page.waitForSelector(EDITOR)
  await page.waitForFunction(() => [...document.querySelectorAll('.formatted data')].every((one) => /\d/.test(one.textContent)))
  await walk.look(page, 'text, written')
  await page.locator(`${EDITOR} p`).nth(1).click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.click('[data-tool=bold]')
  await page.keyboard.type('Dette er nytt.')
  await page.click('[data-tool=bold]')
  await page.keyboard.type(' Talet er ')
  await page.fill('#q', 'prognose oppvekst')
  await page.click('#found-figures [data-figure] >> nth=0')
  await page.keyboard.type(' millionar kroner.')
  await walk.look(page, 'figures found')
  await saved(page)
  await go(walk.address(TEXT))
  await page.waitForSelector(EDITOR)
  const strong = page.locator(`${EDITOR} :is(strong, b)`, { hasText: 'Dette er nytt.' })
  walk.check(await strong.count() === 1, 'the bold text is not there after a reload')
  const paragraph = page.locator(`${EDITOR} p`, { hasText: 'Dette er nytt.' })
  walk.check(await paragraph.locator('data').count() === 1, 'the figure is not there after a reload')
  await page.waitForFunction(() => [...document.querySelectorAll('.formatted data')].every((one) => /\d/.test(one.textContent)))
  await settled(page)
}

export async function two_write_apart(walk) {
  const [one, other] = [walk.people.officer, walk.people.adviser]
  for (const who of [one, other]) {
    await who.go(walk.address(TEXT))
    await who.page.waitForSelector(EDITOR)
  }
  await type(one.page, 'Det snødde mykje', ' Ein skreiv her.')
  await saved(one.page)
  await type(other.page, 'Skulane går gjennom', ' Ein annan skreiv her.')
  await saved(other.page)
  walk.check((await other.page.textContent('output.saving')).includes('annen'), 'the other is not told of joined texts')
  await one.go(walk.address(TEXT))
  const both = await one.page.textContent(EDITOR)
  walk.check(both.includes('Ein skreiv her.') && both.includes('Ein annan skreiv her.'), 'an edit was lost')
}

export async function two_write_at_once(walk) {
  const [one, other] = [walk.people.officer, walk.people.adviser]
  other.foresee('409')
  for (const who of [one, other]) {
    await who.go(walk.address(TEXT))
    await who.page.waitForSelector(EDITOR)
  }
  await type(one.page, 'Grepa er rekna inn', ' Kari sine ord.')
  await saved(one.page)
  await type(other.page, 'Grepa er rekna inn', ' Siri sine ord.')
  await other.page.waitForFunction(() => document.querySelector('output.saving').textContent.includes('samme sted'))
  await walk.look(other.page, 'two at once, told')
  await other.page.click('main button:has-text("Lagre")')
  await other.page.waitForSelector('.versions')
  const [theirs, mine] = await other.page.locator('.versions .version').allTextContents()
  walk.check(theirs.includes('Kari sine ord.') && mine.includes('Siri sine ord.'), 'the clash does not show both')
  const area = other.page.locator('#text')
  walk.check((await area.inputValue()).includes('Siri sine ord.'), 'the words of the one who was later are not in the field')
  await walk.look(other.page, 'clash')
  await area.fill((await area.inputValue()).replace('Siri sine ord.', 'Kari sine ord. Siri sine ord.'))
  await other.page.click('main button:has-text("Lagre")')
  await other.page.waitForURL('**saved=*')
  walk.check((await other.page.textContent(EDITOR)).includes('Kari sine ord. Siri sine ord.'), 'both texts were not kept')
  await walk.look(other.page, 'saved')
}

export async function restores(walk) {
  const { page, go } = walk.people.officer
  await go(walk.address('/history/narrative/samla-vurdering.md'))
  await page.waitForSelector('ins')
  walk.check((await page.textContent('.difference')).includes('Siri sine ord.'), 'the difference does not show what changed')
  await walk.look(page, 'history')
  await page.click('a[href$="revision=1"]')
  await page.click('button:has-text("Ta tilbake versjon 1")')
  await go(walk.address(TEXT))
  walk.check(!(await page.textContent(EDITOR)).includes('sine ord'), 'the first version is not back')
}

export async function bad_network(walk) {
  const { page, go, context, foresee } = walk.people.adviser
  foresee('ERR_INTERNET_DISCONNECTED')
  foresee('htmx:')
  const line = await context.newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 60_000, uploadThroughput: 30_000 })
  await go(walk.address(TEXT))
  await page.waitForSelector(EDITOR)
  await type(page, 'Grepa er rekna inn', ' Skrive på ei treg line.')
  await saved(page)
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 })
  await context.setOffline(true)
  await type(page, 'Skrive på ei treg line', ' Skrive utan nett.')
  await page.waitForFunction(() => document.querySelector('output.saving').textContent.startsWith('Får ikke lagret'))
  walk.check((await page.textContent(EDITOR)).includes('Skrive utan nett.'), 'the text is gone while there is no network')
  await context.setOffline(false)
  await saved(page)
  await go(walk.address(TEXT))
  walk.check((await page.textContent(EDITOR)).includes('Skrive utan nett.'), 'what was written without network is lost')
}

// The session ends while somebody writes: nothing is lost, and nobody must write it twice.
export async function signed_out_meanwhile(walk) {
  const { page, go, context, foresee } = walk.people.adviser
  for (const status of ['401', '403', 'htmx:']) foresee(status)
  await go(walk.address(TEXT))
  await page.waitForSelector(EDITOR)
  await context.clearCookies()
  await type(page, 'Grepa er rekna inn', ' Skrive etter utlogging.')
  await page.waitForFunction(() => document.querySelector('output.saving').textContent.startsWith('Du er logget ut'))
  await walk.look(page, 'signed out while writing', [WIDE])
  // The page is loaded again, which asks for the password; then what was written is there, and is kept.
  page.once('dialog', (dialog) => dialog.accept())
  await page.reload()
  await signIn(page, 'siri@nesfjord.no')
  await page.waitForSelector(EDITOR)
  await saved(page)
  walk.check((await page.textContent(EDITOR)).includes('Skrive etter utlogging.'), 'what was written before the password is lost')
  await go(walk.address(TEXT))
  walk.check((await page.textContent(EDITOR)).includes('Skrive etter utlogging.'), 'what was written before the password was not kept')
}
