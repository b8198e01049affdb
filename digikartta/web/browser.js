// What only a script in the browser can do for a page: name its language, begin a part at its top,
// go on in a field that was opened, keep "saved" true between two runs, come back soon after the
// network was away. What it has to know of a page stands in hidden elements of the class `dk-told`;
// it looks at them and at what the framework has drawn after each change of the page. Its words stand
// beside it in the frame, in all languages.
// One script for all pages costs the server nothing when a page runs, as a component of each would.
(() => {
  const BOX = '[data-testid="stElementContainer"]'
  const GROUPS = '[data-testid="stRadioGroup"], [data-testid="stButtonGroup"]'
  const CHOOSE_FILE = '[data-testid="stFileUploaderDropzone"] button[kind]:not([aria-label])'
  const BUTTONS = '.stButton button, .stFormSubmitButton button'
  const CARD = '[class*="st-key-dk_card_"]'
  const SERVER_IS_THERE = /\/_stcore\/(health|host-config)$/
  const SECOND = 1000
  const MINUTE = 60 * SECOND
  const LONGEST_QUESTION = 10 * SECOND
  const WORDS = JSON.parse(document.getElementById('dk-words').textContent)
  let shownPart = null
  let spoken = null
  let commenting = null

  function told(name) {
    const all = document.querySelectorAll(`.dk-told[data-${name}]`)
    return all.length ? all[all.length - 1].dataset[name] : null
  }

  // The page keeps its place in the browser while its words change: a screen reader has to be told
  // which language they are in. The framework names a few of its own buttons, and the link that skips
  // to the content, in English. The button that chooses a file has its name in the words inside
  // it, which the style sheet replaces: a label says them too.
  function speak() {
    const language = told('language')
    if (!language) return
    const words = WORDS[language]
    const root = document.documentElement
    if (root.lang !== language) root.lang = language
    if (spoken !== language) {
      spoken = language
      for (const [name, word] of Object.entries(words.style)) root.style.setProperty(name, JSON.stringify(word))
    }
    const skip = document.querySelector('[data-testid="stSkipToContent"]')
    if (skip && skip.textContent !== words.skip) skip.textContent = words.skip
    for (const button of document.querySelectorAll(CHOOSE_FILE)) {
      const word = button.querySelector('p')?.textContent
      if (word) button.ariaLabel = word
    }
    for (const one of document.querySelectorAll('[aria-label^="Remove "], [data-dk-removes]')) {
      one.dataset.dkRemoves ??= one.ariaLabel.slice('Remove '.length)
      const word = words.remove.replace('#', () => one.dataset.dkRemoves)
      if (one.ariaLabel !== word) one.ariaLabel = word
    }
    for (const [english, word] of Object.entries(words.names)) {
      for (const one of document.querySelectorAll(`[aria-label="${english}"], [data-dk-name="${english}"]`)) {
        one.dataset.dkName = english
        if (one.ariaLabel !== word) one.ariaLabel = word
      }
    }
  }

  // A new part of the questionnaire begins at its heading, also for a screen reader.
  function beginAtTop() {
    const part = told('part')
    if (part === null || part === shownPart) return
    const isFirst = shownPart === null
    shownPart = part
    if (isFirst) return
    document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 })
    document.querySelector('.dk-part')?.focus({ preventScroll: true })
  }

  // Whoever opens the field for a comment goes on in it: it takes the place of the button.
  function openComment(event) {
    const button = event.target.closest('[class*="st-key-opens-"] button')
    if (button) commenting = [...button.closest(CARD).classList].find(name => name.startsWith('st-key-'))
  }

  function goOnInComment() {
    const field = commenting && document.querySelector(`.${commenting} textarea`)
    if (!field) return
    commenting = null
    field.focus()
  }

  // "Saved" is said of a text as it was stored: from the next letter on it is another text, until
  // the server writes the words anew.
  function forgetSaved(event) {
    const box = event.target.closest('.stTextArea')?.closest(BOX)
    const status = box && box.parentElement.querySelector('.dk-status')
    if (status) status.style.visibility = 'hidden'
  }

  // The bar counts the questions of which "saved" is said, those of the other parts as the page
  // came; an answer runs its own few lines on the server and not the bar. It knows its cards by
  // name: those of the part before leave a moment after it has come.
  function countSaved() {
    const bar = document.querySelector('.dk-bar')
    if (!bar) return
    const names = bar.dataset.cards.split(' ').filter(Boolean)
    const cards = names.map(name => document.querySelector(`.st-key-${name}`))
    if (!cards.every(Boolean)) return
    const saved = cards.filter(card => [...card.querySelectorAll(GROUPS)].every(isSaved)).length
    const answered = Number(bar.dataset.elsewhere) + saved
    const text = bar.parentElement.querySelector('.dk-bar-text')
    const words = text.dataset.words.replace('#', answered)
    if (text.textContent === words) return
    text.textContent = words
    bar.setAttribute('aria-valuenow', answered)
    bar.firstElementChild.style.width = `${100 * answered / bar.ariaValueMax}%`
  }

  function isSaved(group) {
    const status = group.closest(BOX)?.nextElementSibling?.querySelector('.dk-status:not(.dk-bad)')
    return Boolean(status && status.textContent)
  }

  // Whoever double-clicks out of habit wants a button pressed once: the page may already be another
  // one, with another button in its place.
  function pressOnce(event) {
    if (event.detail > 1 && event.target.closest(BUTTONS)) event.stopPropagation()
  }

  // The framework times every run of a page for the browser's own tools, which keep each of them:
  // a page that looks at the room every second would hold tens of thousands by the evening.
  function forgetTimings() {
    performance.clearMarks()
    performance.clearMeasures()
  }

  // The framework draws an open menu outside the page's landmarks; it is a way to the page's parts.
  function placeMenu() {
    const menu = document.querySelector('[data-testid="stMenuButtonBody"]:not([role]) [role="menu"]')
    if (!menu) return
    const body = menu.closest('[data-testid="stMenuButtonBody"]')
    body.role = 'navigation'
    body.ariaLabel = menu.ariaLabel
  }

  // The framework asks ever more seldom whether the server is there again, in the end every four
  // seconds. So its question stays open while there is no answer: it is put again at least each
  // second, not by all phones of a room at once, and as soon as the phone says that it has a network.
  function askOften() {
    const ask = window.fetch
    window.fetch = async (address, options) => {
      const began = Date.now()
      for (;;) {
        try {
          return await ask(address, options)
        } catch (error) {
          const gaveUp = options?.signal?.aborted || Date.now() - began > LONGEST_QUESTION
          if (gaveUp || !SERVER_IS_THERE.test(address)) throw error
          await aMoment()
        }
      }
    }
  }

  function aMoment() {
    const over = new AbortController()
    return new Promise(goOn => {
      setTimeout(goOn, SECOND * (0.5 + Math.random() / 2))
      window.addEventListener('online', goOn, { signal: over.signal })
    }).finally(() => over.abort())
  }

  function look() {
    speak()
    beginAtTop()
    countSaved()
    goOnInComment()
    placeMenu()
  }

  askOften()
  new MutationObserver(look).observe(document, {
    childList: true, characterData: true, subtree: true, attributeFilter: ['aria-label'],
  })
  document.addEventListener('input', forgetSaved)
  document.addEventListener('click', pressOnce, true)
  document.addEventListener('click', openComment)
  setInterval(forgetTimings, MINUTE)
})()
