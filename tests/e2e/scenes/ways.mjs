// Other ways to use the desk: by keyboard, without script, in other languages, very large.
import { settled } from '../walker.mjs'

export async function looks_around(walk) {
  const { page, go, foresee } = walk.people.officer
  foresee('404')
  for (const path of ['/wheel', '/accessibility', '/no-such-page', '/plans/no-such-plan']) {
    await go(path)
    await walk.look(page, path)
  }
  await go('/no-such-page')
  walk.check((await page.textContent('h1')).includes('finnes ikke'), 'an unknown address is no page')
}

// Every stop of the Tab key shows where it is and is on the screen; and Tab leads through the page and out of it.
async function tabbed(walk, page, state, most) {
  const seen = []
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0) })
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const here = document.activeElement
      if (!here || here === document.body) return null
      const style = getComputedStyle(here)
      const box = here.getBoundingClientRect()
      here.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length + 1)
      return {
        id: here.dataset.stop, type: here.type, name: `${here.tagName} ${here.id || here.textContent.trim().slice(0, 30)}`,
        shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
        there: box.bottom > 0 && box.top < window.innerHeight && box.width > 0,
      }
    })
    if (!stop) break
    if (seen.includes(stop.id)) {
      // The field of a date has a stop for its day, month, year and calendar each.
      if (stop.type === 'date') continue
      if (stop.id === seen.at(-1)) walk.fault(`${state}: Tab does not leave ${stop.name}`)
      break
    }
    seen.push(stop.id)
    walk.check(stop.shown, `${state}: focus cannot be seen on ${stop.name}`)
    walk.check(stop.there, `${state}: focus is off the screen on ${stop.name}`)
  }
  return seen.length
}

export async function by_keyboard(walk) {
  const { page, go } = walk.people.officer
  for (const [state, path] of [['overview', '/'], ['builds', walk.address('/builds')], ['people', '/people'], ['text', walk.address('/texts/narrative/samla-vurdering.md')]]) {
    await go(path)
    await settled(page)
    if (state === 'text') await page.waitForSelector('.formatted')
    const stops = await tabbed(walk, page, state, 40)
    walk.check(stops > 5, `${state}: only ${stops} stops of the Tab key`)
  }
  // The first stop leads past the menu.
  await go('/')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  walk.check(await page.evaluate(() => document.activeElement.id === 'main'), 'the skip link does not lead to the content')
  // The toolbar is one stop; arrows move in it; Enter does what the button says.
  await go(walk.address('/texts/narrative/samla-vurdering.md'))
  await page.locator('.formatted p').nth(1).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' ')
  await page.keyboard.press('Shift+Tab')
  walk.check(await page.evaluate(() => document.activeElement.closest('[role=toolbar]') !== null), 'Shift+Tab does not reach the toolbar')
  await page.keyboard.press('ArrowRight')
  walk.check(await page.evaluate(() => document.activeElement.dataset.tool === 'italic'), 'the arrows do not move in the toolbar')
  await page.keyboard.press('Enter')
  await page.keyboard.type('skrå')
  walk.check(await page.locator('.formatted :is(em, i)', { hasText: 'skrå' }).count() === 1, 'the toolbar does not work by keyboard')
  await page.waitForFunction(() => document.querySelector('output.saving').textContent.startsWith('Lagret'))
  // A build by keyboard alone.
  await go(walk.address('/builds'))
  await page.waitForSelector('#edition')
  for (const kind of ['docx', 'pdf', 'xlsx']) {
    await page.focus(`#format-${kind}`)
    await page.keyboard.press('Space')
  }
  await page.locator('main form button').last().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/builds\/[^/]+$/)
  await page.locator('button:has-text("Stopp")').focus({ timeout: 5000 }).then(() => page.keyboard.press('Enter')).catch(() => {})
}

export async function without_script(walk) {
  const state = await walk.people.officer.context.storageState()
  const plain = await walk.person('plain', { javaScriptEnabled: false, storageState: state })
  const { page, go } = plain
  await go('/')
  await page.click(`a[href="${walk.address()}"]`)
  // Without script nothing comes by itself: the reader loads the page again.
  for (let tries = 0; tries < 60 && !(await page.locator('.chapters').count()); tries += 1) {
    await page.waitForTimeout(500)
    await go(walk.address())
  }
  await page.click('.chapters a:has-text("Samla vurdering")')
  const area = page.locator('#text')
  walk.check(await area.isVisible(), 'there is no field for the text')
  await area.fill(`${await area.inputValue()}\n\nSkrive *utan* skript.\n`)
  await page.click('main button:has-text("Lagre")')
  await page.waitForURL('**saved=*')
  walk.check((await page.locator('#text').inputValue()).includes('Skrive *utan* skript.'), 'the text was not kept')
  await page.fill('#q', 'prognose')
  await page.click('main button:has-text("Søk")')
  walk.check(await page.locator('.figures code').count() > 0, 'no figures without script')
  await go(walk.address('/tables/investments'))
  const rows = page.locator('#rows')
  walk.check((await rows.inputValue()).includes('\t'), 'the table is not there as text')
  const [heads, first, ...others] = (await rows.inputValue()).split('\n')
  await rows.fill([heads, first.split('\t').with(1, 'Skrive utan skript').join('\t'), ...others].join('\n'))
  await page.click('main button:has-text("Lagre")')
  await page.waitForURL('**saved=*')
  walk.check((await page.locator('#rows').inputValue()).includes('Skrive utan skript'), 'the table was not kept')
  await go(walk.address('/builds'))
  for (let tries = 0; tries < 40 && !(await page.locator('#edition').count()); tries += 1) await go(walk.address('/builds'))
  for (const kind of ['docx', 'pdf', 'xlsx']) await page.uncheck(`#format-${kind}`)
  await page.click('main form button:has-text("Bygg")')
  const here = page.url()
  for (let tries = 0; tries < 120 && !(await page.locator('#report').count()); tries += 1) {
    await page.waitForTimeout(500)
    await page.goto(here)
  }
  walk.check(await page.locator('#report').count() === 1, 'nothing was built')
  await go('/check')
  await page.setInputFiles('#file', `${walk.files}/fremmed.docx`)
  await page.click('text=Sjekk filen')
  for (let tries = 0; tries < 120 && !(await page.locator('.marks.standing').count()); tries += 1) {
    await page.waitForTimeout(500)
    await page.click('text=Last siden på nytt').catch(() => {})
  }
  walk.check(await page.locator('.finding').count() > 0, 'nothing was checked')
}

export async function other_languages(walk) {
  const { page, go } = walk.people.officer
  for (const [lang, name] of [['nn', 'Nynorsk'], ['en', 'English']]) {
    await go('/')
    await page.click(`.for-wide button:has-text("${name}")`)
    for (const path of ['/', walk.address(), walk.address('/texts/narrative/om-rapporten.md'), walk.address('/word')]) {
      await go(path)
      await settled(page)
      walk.check(await page.getAttribute('html', 'lang') === lang, `${path} is not in ${lang}`)
      await walk.look(page, `${path} in ${lang}`, path === '/' ? [1280, 360] : [1280])
    }
  }
  await page.click('.for-wide button:has-text("Bokmål")')
}

// 1280 pixels at 400 % are 320: nothing but tables in regions of their own scrolls sideways (WCAG 1.4.10).
export async function four_times_as_large(walk) {
  const { page, go } = walk.people.officer
  await page.setViewportSize({ width: 320, height: 256 })
  const paths = ['/', '/plans/new', '/wheel', '/people', '/check', ...['', '/texts/narrative/samla-vurdering.md', '/history/narrative/samla-vurdering.md', '/tables', '/tables/investments', '/ledgers', '/schedules', '/word', '/builds'].map((rest) => walk.address(rest))]
  if (walk.solvik) paths.push(walk.solvik, `${walk.solvik}/schedules`, `${walk.solvik}/tables/measures`)
  for (const path of paths) {
    await go(path)
    await settled(page)
    await walk.fits(page, path, 320)
  }
  await go('/')
  await page.click('.for-narrow summary')
  await page.click('.for-narrow a:has-text("Årshjul")')
  await page.waitForURL('**/wheel')
  await page.setViewportSize({ width: 1280, height: 900 })
}
