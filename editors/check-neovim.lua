-- What somebody with Neovim sees. Run by check-neovim.sh after the set-up of README.md.
local PATIENCE = 40000

local function that(what, fact)
  if not fact then error('Not so: ' .. what) end
  io.stderr:write('\nok ' .. what .. '\n') -- what Neovim says has no end of line
  return fact
end

local function wait(what, predicate, milliseconds)
  local result
  vim.wait(milliseconds or PATIENCE, function()
    result = predicate()
    return result
  end, 20)
  return that(what, result)
end

local function reported(line, code)
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local its = found.code or (found.user_data and found.user_data.lsp and found.user_data.lsp.code)
    if found.lnum + 1 == line and found.source == 'fasync-lens' and its == code then return true end
  end
  return false
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, true)[1]
end

local function on(number, text)
  vim.api.nvim_win_set_cursor(0, { number, line(number):find(text, 1, true) - 1 })
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local buffer = vim.api.nvim_win_get_buf(window)
      return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
    end
  end
  return ''
end

local function running()
  local count = 0
  for process in io.lines(os.getenv('SERVERS')) do
    if vim.loop.kill(tonumber(process), 0) == 0 then count = count + 1 end
  end
  return count
end

local function run()
  local shown = {}
  vim.lsp.handlers['window/showMessage'] = function(_, message) table.insert(shown, message.message) end
  vim.lsp.handlers['window/showDocument'] = function(_, document)
    table.insert(shown, document.uri)
    return { success = true }
  end
  vim.ui.select = function(items, options, choose)
    for index, item in ipairs(items) do
      if options.format_item(item) == 'Pass POLL_OUT' then return choose(item, index) end
    end
    choose(nil, nil)
  end

  vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('SAMPLE')))
  wait('line 72 is reported as FA202', function() return reported(72, 'FA202') end)
  that('lines 107 and 110, too', reported(107, 'FA202') and reported(110, 'FA202'))

  on(72, 'kill_fasync')
  -- the server gives up what takes too long, and on a busy machine that is the first hover
  local hover
  for _ = 1, 8 do
    local _, answer = next(
      vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), PATIENCE) or {}
    )
    hover = answer and answer.result
    if hover then break end
  end
  that('a hover is answered', hover)
  vim.lsp.buf.hover()
  wait('a hover tells who gets the signal', function()
    return float():find('Signals the owner of every file on .*friends')
  end)

  vim.lsp.codelens.refresh()
  wait('line 72 has a lens', function()
    for _, lens in ipairs(vim.lsp.codelens.get(0)) do
      if lens.range.start.line == 71 and lens.command.title == 'What happens' then return true end
    end
  end)
  vim.lsp.codelens.run()
  wait('which tells what happens', function()
    return shown[1] and (shown[1]:find('handler for SIGIO') or shown[1]:find('what%-happens%.html$'))
  end)

  on(72, 'EPOLLOUT')
  vim.lsp.buf.code_action()
  wait('a repair replaces the band', function()
    return vim.startswith(line(72), '\tkill_fasync(&b->friends, SIGIO, POLL_OUT);')
  end)
  wait('line 72 is not reported any more', function()
    return not reported(72, 'FA202') and reported(107, 'FA202')
  end)
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/inlayHint', {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = { line = 71, character = 0 }, ['end'] = { line = 72, character = 0 } },
  }, PATIENCE)
  local hints = that('hints are answered', answers and next(answers)) and select(2, next(answers)).result
  that('line 72 has one', hints and hints[1] and vim.startswith(hints[1].label, 'si_band'))

  vim.lsp.stop_client(vim.lsp.get_active_clients())
  wait('the server is gone', function() return running() == 0 end, 2000)
  local version = vim.version()
  that(string.format('Neovim %d.%d.%d', version.major, version.minor, version.patch), true)
end

local ok, failure = xpcall(run, debug.traceback)
if ok then
  vim.cmd('qa!')
else
  io.stderr:write('\nFAIL: ' .. failure .. '\n')
  local log = io.open(vim.lsp.get_log_path())
  if log then
    local copy = io.open(os.getenv('CLIENT_LOG'), 'w')
    copy:write(log:read('*a'))
    copy:close()
  end
  vim.cmd('cquit 1')
end
