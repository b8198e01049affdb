"""A chart as a file: PNG for a slide, SVG for print, made in the browser from what it shows.

The layers of the chart are put on the page's own ground under the chart's title and what it is
about, with the page's font inside the file, so that it looks elsewhere as it does here.
"""

import streamlit as st

from digikartta.texts import Texts

_SAVE = """
const SVG = 'http://www.w3.org/2000/svg'
const FONT = 'app/static/fonts/inter-latin-wght-normal.woff2'
const SHARPER = 3  // dots of a PNG to one of the screen
const EDGE = 16

function dataUrl(blob) {
  return new Promise(done => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result)
    reader.readAsDataURL(blob)
  })
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text) made.textContent = text
  return made
}

function wrapped(text, font, width) {
  const pen = document.createElement('canvas').getContext('2d')
  pen.font = font
  const lines = []
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

async function picture(chart, data) {
  const layers = [...chart.querySelectorAll('.main-svg')]
  const width = chart.clientWidth, ink = getComputedStyle(chart.closest('.stApp'))
  const page = element('svg', { xmlns: SVG, role: 'img' })
  const face = await dataUrl(await (await fetch(FONT)).blob())
  const rule = `@font-face { font-family: Inter; font-weight: 100 900; src: url(${face}) }`
  page.append(element('title', {}, data.title), element('style', {}, rule))
  page.append(element('rect', { width: '100%', height: '100%', fill: ink.backgroundColor }))
  let down = EDGE
  for (const [text, size, weight] of [[data.title, 18, 700], [data.about, 13, 400]]) {
    const font = `${weight} ${size}px Inter, sans-serif`
    for (const line of text ? wrapped(text, font, width - 2 * EDGE) : []) {
      down += 1.3 * size
      const style = `font: ${font}; fill: ${ink.color}`
      page.append(element('text', { x: EDGE, y: down, style }, line))
    }
  }
  down += EDGE
  for (const layer of layers) {
    const copy = layer.cloneNode(true)
    copy.setAttribute('y', down)
    copy.querySelectorAll('.hoverlayer').forEach(one => one.replaceChildren())
    page.append(copy)
  }
  const height = Math.ceil(down + chart.clientHeight + EDGE)
  page.setAttribute('viewBox', `0 0 ${width} ${height}`)
  page.setAttribute('width', width)
  page.setAttribute('height', height)
  return page
}

async function drawn(svg, page) {
  const image = new Image()
  image.src = await dataUrl(svg)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = SHARPER * page.getAttribute('width')
  canvas.height = SHARPER * page.getAttribute('height')
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise(done => canvas.toBlob(done, 'image/png'))
}

async function save(kind, data) {
  const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`)
  if (!chart) return
  const page = await picture(chart, data)
  const svg = new Blob([new XMLSerializer().serializeToString(page)], { type: 'image/svg+xml' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(kind === 'png' ? await drawn(svg, page) : svg)
  link.download = `digikartta-${data.chart}.${kind}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}

export default function({ data, parentElement }) {
  for (const kind of ['png', 'svg']) {
    const button = parentElement.querySelector(`[data-kind="${kind}"]`)
    button.textContent = data[kind]
    button.ariaLabel = `${data[kind]}: ${data.title}`
    button.onclick = () => save(kind, data)
  }
}
"""
_BUTTONS = (
    '<div class="dk-picture-files"><button type="button" data-kind="png"></button>'
    '<button type="button" data-kind="svg"></button></div>'
)


def offer_picture(chart: str, t: Texts, *, title: str, about: str = "") -> None:
    """Offer the chart with this key as PNG and as SVG; `about` stands under the title in it."""
    st.components.v2.component("dk_picture", html=_BUTTONS, js=_SAVE, isolate_styles=False)(
        data={
            "chart": chart,
            "title": title,
            "about": about,
            "png": t("picture.save_png"),
            "svg": t("picture.save_svg"),
        },
        key=f"{chart}-files",
    )
