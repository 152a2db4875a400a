// What scenes need: people with a browser of their own, and a look at each state by axe-core in both widths.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const require = createRequire(new URL('../judges/node/package.json', import.meta.url))
export const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
export const WIDE = 1280
export const NARROW = 360
export const PASSWORD = 'korrekt hest batteri'
const PATIENCE = 30_000

export class Walk {
  constructor(browser, asked) {
    Object.assign(this, { browser, ...asked, people: {}, plan: '', pages: [] })
  }

  begin(scene) {
    Object.assign(this, { scene, states: [], faults: [] })
  }

  fault(text) {
    this.faults.push(text)
  }

  check(holds, text) {
    if (!holds) this.fault(text)
  }

  // A browser of somebody's own; what it complains of on its console is a fault, unless it was foreseen.
  async person(name, options = {}) {
    const context = await this.browser.newContext({ locale: 'nb-NO', viewport: { width: WIDE, height: 900 }, ...options })
    context.setDefaultTimeout(PATIENCE)
    const page = await context.newPage()
    // A part of a page that was being fetched when the reader went on is given up.
    const foreseen = ['htmx:sendAbort', 'htmx:afterRequest']
    page.on('pageerror', (error) => this.fault(`${name}, script: ${error.message}`))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !foreseen.some((text) => message.text().includes(text))) {
        this.fault(`${name}, console: ${message.text()} (${page.url()})`)
      }
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(this.base) && !request.url().startsWith('data:')) this.fault(`asked elsewhere: ${request.url()}`)
    })
    const somebody = { name, context, page, foresee: (text) => foreseen.push(text), go: (path) => page.goto(this.base + path) }
    this.people[name] = somebody
    return somebody
  }

  // Everything that axe-core has against the page as it stands, in both widths; and it must not scroll sideways.
  async look(page, state, widths = [WIDE, NARROW]) {
    this.states.push(state)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await page.evaluate(axe)
      const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS)
      for (const rule of violations) {
        for (const node of rule.nodes) this.fault(`${state}, ${width} px: ${rule.id} ${node.target.join(' ')} ${node.failureSummary}`)
      }
      await this.fits(page, state, width)
      if (this.pictures && this.faults.length) await page.screenshot({ path: `${this.pictures}/${this.scene}-${width}.png`, fullPage: true })
    }
    await page.setViewportSize({ width: WIDE, height: 900 })
  }

  async fits(page, state, width) {
    const [needed, wide] = await page.evaluate(() => {
      const most = document.documentElement.clientWidth
      const beyond = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > most + 1 && !one.closest('.scrolling'))
      return [document.documentElement.scrollWidth, beyond.slice(0, 5).map((one) => `${one.tagName}.${one.className}`)]
    })
    this.check(needed <= width, `${state}: needs ${needed} px of ${width}: ${wide.join(', ')}`)
  }

  async picture(name) {
    for (const { name: who, page } of Object.values(this.people)) {
      if (this.pictures) await page.screenshot({ path: `${this.pictures}/${name}-${who}.png`, fullPage: true }).catch(() => {})
    }
  }

  address(rest = '') {
    return `/plans/${this.plan}${rest}`
  }
}

// The state of the plan is known: nothing on the page is waiting for it.
export async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('[hx-trigger^="load delay"]:not(#remarks)'))
}

export async function signIn(page, email, password = PASSWORD) {
  await page.fill('#email', email)
  await page.fill('#password', password)
  await page.click('main button[type=submit]')
}
