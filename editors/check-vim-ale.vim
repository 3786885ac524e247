" What somebody with Vim and ALE sees. Run by check-vim-ale.sh after the set-up of README.md.
" Vim draws its screen onto standard output, so what is said goes straight to standard error, on lines of its own.

function! s:Say(text) abort
  call writefile(['', a:text], '/dev/stderr', 'a')
endfunction

function! s:That(what, fact) abort
  if !a:fact
    throw 'Not so: ' . a:what
  endif
  call s:Say('ok ' . a:what)
endfunction

function! s:Wait(what, Predicate, ...) abort
  let patience = a:0 ? a:1 : 40.0
  let start = reltime()
  while !a:Predicate() && reltimefloat(reltime(start)) < patience
    sleep 20m
  endwhile
  call s:That(a:what, a:Predicate())
endfunction

function! s:Findings() abort
  return map(copy(ale#engine#GetLoclist(bufnr(''))), {_, found -> found.lnum . ':' . get(found, 'code', '')})
endfunction

function! s:Reported(finding) abort
  return index(s:Findings(), a:finding) >= 0
endfunction

function! s:On(number, text) abort
  call cursor(a:number, stridx(getline(a:number), a:text) + 1)
endfunction

function! s:Preview() abort
  for window in range(1, winnr('$'))
    if getwinvar(window, '&previewwindow')
      return join(getbufline(winbufnr(window), 1, '$'), "\n")
    endif
  endfor
  return ''
endfunction

" What ALE has no command for, over its connection.
function! s:Ask(method, parameters) abort
  let s:answer = {}
  call ale#lsp_linter#SendRequest(bufnr(''), 'fasync_lens', [0, a:method, a:parameters],
  \ {response -> extend(s:answer, response)})
  call s:Wait(a:method . ' is answered', {-> has_key(s:answer, 'result')})
  return s:answer.result
endfunction

function! s:Document() abort
  return {'uri': ale#path#ToFileURI(expand('%:p'))}
endfunction

function! s:Running() abort
  return len(filter(readfile($SERVERS), {_, process -> isdirectory('/proc/' . process)}))
endfunction

function! s:Choose(text) abort
  let number = matchstr(a:text, '\d\+\ze) Pass POLL_OUT')
  call s:That('ALE offers the repair', number !=# '')
  return number
endfunction

function! s:Run() abort
  let g:ale_lint_delay = 0
  execute 'edit' fnameescape($SAMPLE)
  call s:That('ALE is there', exists(':ALEInfo') == 2)
  call ale#Queue(0)

  call s:Wait('line 72 is reported as FA202', {-> s:Reported('72:FA202')})
  call s:That('lines 107 and 110, too', s:Reported('107:FA202') && s:Reported('110:FA202'))

  call s:On(72, 'kill_fasync')
  " The server gives up what takes too long, and on a busy machine that is the first hover.
  for attempt in range(8)
    ALEHover
    let start = reltime()
    while s:Preview() ==# '' && reltimefloat(reltime(start)) < 6.0
      sleep 20m
    endwhile
    if s:Preview() !=# ''
      break
    endif
  endfor
  call s:Wait('a hover tells who gets the signal',
  \ {-> s:Preview() =~# 'Signals the owner of every file on .*friends'})
  pclose

  let lenses = filter(s:Ask('textDocument/codeLens', {'textDocument': s:Document()}),
  \ {_, lens -> lens.range.start.line == 71})
  call s:That('line 72 has a lens', len(lenses) == 1 && lenses[0].command.title ==# 'What happens')
  call s:That('which tells what happens',
  \ s:Ask('workspace/executeCommand', lenses[0].command) =~# 'handler for SIGIO')

  " ALE asks which action to take by input(), of which there is none here.
  call s:On(72, 'EPOLLOUT')
  runtime autoload/ale/util.vim
  function! ale#util#Input(message, value, ...) abort
    return s:chooser(a:message)
  endfunction
  let s:chooser = function('s:Choose')
  ALECodeAction
  call s:Wait('which replaces the band',
  \ {-> stridx(getline(72), "\tkill_fasync(&b->friends, SIGIO, POLL_OUT);") == 0})
  call ale#Queue(0)
  call s:Wait('line 72 is not reported any more',
  \ {-> !s:Reported('72:FA202') && s:Reported('107:FA202')})
  let hints = s:Ask('textDocument/inlayHint', {'textDocument': s:Document(),
  \ 'range': {'start': {'line': 71, 'character': 0}, 'end': {'line': 72, 'character': 0}}})
  call s:That('and has a hint', len(hints) == 1 && hints[0].label =~# '^si_band')

  ALEStopAllLSPs
  call s:Wait('the server is gone', {-> s:Running() == 0}, 2.0)
  call s:That('Vim ' . printf('%d.%d.%d', v:version / 100, v:version % 100, v:versionlong % 10000), 1)
endfunction

try
  call s:Run()
  quitall!
catch
  call s:Say('FAIL: ' . v:exception . ' at ' . v:throwpoint)
  call writefile(split(execute('messages'), "\n"), $CLIENT_LOG)
  cquit 1
endtry
