-- What somebody with Neovim sees: diagnostics, a repair that is made, the findings gone. Works from Neovim 0.7 on.
-- Run by check-neovim.sh, which sets FASYNC_LENS and SAMPLE (a copy that may be changed).
local function check(ok, what)
  if not ok then error(what) end
end

local function on_line(line)
  for _, found in ipairs(vim.diagnostic.get(0)) do
    if found.lnum == line then return true end
  end
  return false
end

local ok, failure = xpcall(function()
  local sample = os.getenv('SAMPLE')
  vim.cmd('edit ' .. vim.fn.fnameescape(sample))
  vim.bo.filetype = 'c'
  local id = vim.lsp.start_client({
    name = 'fasync-lens',
    cmd = { os.getenv('FASYNC_LENS'), 'server' },
    root_dir = vim.fn.fnamemodify(sample, ':h'),
  })
  vim.lsp.buf_attach_client(0, id)
  check(vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20), 'no diagnostics')
  local wanted
  for _, found in ipairs(vim.diagnostic.get(0)) do
    print(string.format('%d:%d %s', found.lnum + 1, found.col + 1, found.message))
    if found.message:find('poll mask') then wanted = found end
  end
  check(wanted and wanted.source == 'fasync-lens', 'the poll mask is not reported')

  local function request(method, parameters)
    local answer = vim.lsp.buf_request_sync(0, method, parameters, 10000)
    check(answer and answer[id] and not answer[id].err, method .. ' is not answered')
    return answer[id].result
  end
  local actions = request('textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = {
      start = { line = wanted.lnum, character = wanted.col },
      ['end'] = { line = wanted.end_lnum, character = wanted.end_col },
    },
    context = { diagnostics = {} },
  })
  local fix = actions[1]
  check(fix and fix.isPreferred, 'no preferred action')
  print(fix.title)
  if not fix.edit then fix = request('codeAction/resolve', fix) end
  vim.lsp.util.apply_workspace_edit(fix.edit, vim.lsp.get_client_by_id(id).offset_encoding)
  check(vim.wait(20000, function() return not on_line(wanted.lnum) end, 20), 'the repaired line is still reported')

  vim.lsp.stop_client(id)
  check(vim.wait(5000, function() return vim.lsp.client_is_stopped(id) end, 20), 'the server does not stop')
end, debug.traceback)

if ok then
  io.stdout:write('PASS neovim ' .. tostring(vim.version().major) .. '.' .. tostring(vim.version().minor) .. '\n')
  vim.cmd('qa!')
else
  io.stdout:write('FAIL neovim: ' .. failure .. '\n')
  vim.cmd('cquit 1')
end
