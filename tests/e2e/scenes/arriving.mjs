// The first ten minutes: an account, an empty desk, a sample; people are let in; who only reads may only read.
import { PASSWORD, settled, signIn } from '../walker.mjs'

export async function arrives(walk) {
  const owner = await walk.person('officer')
  owner.foresee('422')
  owner.foresee('401')
  const { page } = owner
  await page.goto(walk.link)
  await walk.look(page, 'welcome')
  await page.fill('#organisation', ' ')
  await page.fill('#name', 'Kari Nordmann')
  await page.fill('#email', 'kari@nesfjord.no')
  await page.fill('#password', PASSWORD)
  await page.click('main button')
  await page.waitForSelector('[aria-invalid=true]')
  await walk.look(page, 'welcome, with faults')
  await page.fill('#organisation', 'Nesfjord kommune')
  await page.fill('#password', PASSWORD)
  await page.click('main button')
  await walk.look(page, 'welcome, done')
  owner.foresee('404')
  await page.goto(walk.link)
  await walk.look(page, 'welcome, over')
  await owner.go('/')
  await page.waitForSelector('.empty')
  await walk.look(page, 'empty overview')
  await page.click('.empty a')
  await walk.look(page, 'new plan')
  await page.selectOption('#sample', 'nesfjord')
  await page.click('text=Åpne eksempelet')
  await page.waitForSelector('.chapters')
  walk.plan = new URL(page.url()).pathname.split('/')[2]
  await walk.look(page, 'plan')
  await owner.go('/')
  await settled(page)
  await walk.look(page, 'overview')
  await page.click('.for-wide button:has-text("Logg ut")')
  await signIn(page, 'kari@nesfjord.no', 'feil passord nå')
  await page.waitForSelector('#faults')
  await walk.look(page, 'wrong password')
  await signIn(page, 'kari@nesfjord.no')
  await page.waitForSelector('.cards')
}

export async function invites(walk) {
  const { page, go } = walk.people.officer
  for (const [name, email, role] of [['adviser', 'siri@nesfjord.no', 'editor'], ['reader', 'ola@nesfjord.no', 'reader']]) {
    await go('/people')
    await page.fill('#email', email)
    await page.selectOption('#role', role)
    await page.click('text=Lag lenke')
    const link = await page.textContent('.secret')
    if (role === 'editor') await walk.look(page, 'link made')
    const guest = await walk.person(name)
    await guest.page.goto(link)
    await guest.page.fill('#name', name === 'adviser' ? 'Siri Skriver' : 'Ola Leser')
    await guest.page.fill('#password', PASSWORD)
    await guest.page.click('main button')
    await guest.page.click('main a')
    await guest.page.waitForSelector('.cards')
  }
  await page.fill('#label', 'Rapportverktøyet')
  await page.click('text=Lag nøkkel')
  walk.check((await page.textContent('.secret')).length > 20, 'the key is not shown')
  await walk.look(page, 'people and key')
  await page.click('button:has-text("Stopp")')
  await page.waitForSelector('text=Ingen nøkler er laget')
  const reader = page.getByRole('row', { name: /Ola Leser/ })
  await reader.getByRole('combobox').first().selectOption('reviewer')
  await reader.getByRole('button').click()
  await page.getByRole('row', { name: /Ola Leser.*Gjennomgår/ }).waitFor()
  await page.getByRole('row', { name: /Ola Leser/ }).getByRole('combobox').first().selectOption('reader')
  await page.getByRole('row', { name: /Ola Leser/ }).getByRole('button').click()
}

export async function reads_only(walk) {
  const reader = walk.people.reader
  reader.foresee('403')
  await reader.go(walk.address('/texts/narrative/samla-vurdering.md'))
  await reader.page.waitForSelector('article.read')
  walk.check(await reader.page.locator('#text').count() === 0, 'a reader can write')
  walk.check(await reader.page.locator('main button:has-text("Lagre")').count() === 0, 'a reader is offered to save')
  await walk.look(reader.page, 'text, read')
  const forbidden = await reader.go('/plans/new')
  walk.check(forbidden.status() === 403, `a reader gets ${forbidden.status()} for a new plan`)
  await walk.look(reader.page, 'refused')
}

export async function leaves(walk) {
  for (const { page, go } of Object.values(walk.people)) {
    await go('/')
    const button = page.locator('.for-wide button:has-text("Logg ut"), .for-wide button:has-text("Sign out")').first()
    if (await button.count()) await button.click()
  }
  const { page, go } = walk.people.officer
  await go(walk.address())
  walk.check(new URL(page.url()).pathname === '/sign-in', 'a plan is shown to nobody')
  await signIn(page, 'kari@nesfjord.no')
  await page.waitForURL(`**${walk.address()}`)
}
