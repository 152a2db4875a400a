// Judges pages with axe-core in Chromium: reads {"pages": [address, ...], "widths": [px, ...], "chromium": path}
// on standard input, writes [[{rule, place, message}, ...], ...] in the order of the pages.
// Beside axe's own rules: "reflow" (WCAG 1.4.10: no scrolling sideways at 320 px) and "network" (a page of ours
// asks nobody for anything, apart from the server that it came from).
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const { pages, widths, chromium: executablePath } = JSON.parse(readFileSync(0, 'utf8'))
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  const judged = []
  for (const address of pages) judged.push(await judge(address))
  process.stdout.write(JSON.stringify(judged))
} finally {
  await browser.close()
}

async function judge(address) {
  const findings = []
  const home = new URL(address).origin
  for (const width of widths) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: true })
    await page.route('**/*', (route) => {
      const asked = new URL(route.request().url())
      const own = asked.protocol === 'data:' || asked.href === address || (home !== 'null' && asked.origin === home)
      if (own) return route.continue()
      findings.push({ rule: 'network', place: `${width} px`, message: asked.href })
      return route.abort()
    })
    await page.goto(address)
    findings.push(...(await violations(page, width)), ...(await sideways(page, width)))
    await page.close()
  }
  return findings
}

async function violations(page, width) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS)
  return violations.flatMap((rule) => rule.nodes.map((node) => ({
    rule: rule.id,
    place: `${width} px ${node.target.join(' ')}`,
    message: node.failureSummary,
  })))
}

async function sideways(page, width) {
  const needed = await page.evaluate(() => document.documentElement.scrollWidth)
  return needed > width ? [{ rule: 'reflow', place: `${width} px`, message: `needs ${needed} px` }] : []
}
