;;; check-lsp-mode.el --- what somebody with lsp-mode sees  -*- lexical-binding: t -*-

;; Run by check-lsp-mode.sh after the set-up of README.md.

;;; Code:

(require 'lsp-mode)
(require 'lsp-lens)

(defun check-lsp-mode-findings ()
  "The diagnostics as (LINE . CODE)."
  (mapcar (lambda (diagnostic)
            (cons (1+ (gethash "line" (gethash "start" (gethash "range" diagnostic))))
                  (gethash "code" diagnostic)))
          (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics t))))

(defun check-lsp-mode-lens ()
  "The lens of line 72, as it is shown."
  (save-excursion
    (checking-on 72 "kill_fasync")
    (cl-some (lambda (overlay) (overlay-get overlay 'lsp-original))
             (overlays-in (line-beginning-position) (line-end-position)))))

(defun check-lsp-mode ()
  "The check."
  (setq lsp-session-file (expand-file-name "session" (getenv "HOME"))
        lsp-server-install-dir (expand-file-name "servers" (getenv "HOME"))
        lsp-restart 'ignore
        lsp-enable-snippet nil
        lsp-log-io t)
  (advice-add 'flymake-cc :override #'ignore) ; Emacs' own check, which wants a makefile
  (lsp-workspace-folders-add (getenv "PROJECT")) ; as somebody answers who is asked for the project
  (find-file (getenv "SAMPLE"))
  (checking-wait "the server is connected" #'lsp-workspaces)

  (checking-wait "line 72 is reported as FA202"
                 (lambda () (member '(72 . "FA202") (check-lsp-mode-findings))))
  (checking-that "lines 107 and 110, too"
                 (cl-subsetp '((107 . "FA202") (110 . "FA202")) (check-lsp-mode-findings)
                             :test #'equal))

  (checking-on 72 "kill_fasync")
  ;; the server gives up what takes too long, and on a busy machine that is the first hover
  (checking-wait "a hover is answered"
                 (lambda ()
                   (lsp-describe-thing-at-point)
                   (get-buffer "*lsp-help*")))
  (checking-that "a hover tells who gets the signal"
                 (with-current-buffer "*lsp-help*"
                   (string-match-p "Signals the owner of every file on .*friends"
                                   (buffer-string))))

  (lsp-lens-refresh t)
  (checking-wait "line 72 has a lens"
                 (lambda ()
                   (let ((lens (check-lsp-mode-lens)))
                     (and lens (string-match-p "What happens" (format "%s" lens))))))
  (let* ((lens (seq-find (lambda (lens)
                           (= 71 (lsp:position-line
                                  (lsp:range-start (lsp:code-lens-range lens)))))
                         (lsp-request "textDocument/codeLens"
                                      (list :textDocument (lsp--text-document-identifier)))))
         (command (lsp:code-lens-command? lens)))
    (checking-that "which tells what happens"
                   (string-match-p "handler for SIGIO"
                                   (or (lsp-send-execute-command (lsp:command-command command)
                                                                 (lsp:command-arguments? command))
                                       ""))))

  (checking-on 72 "EPOLLOUT")
  (let ((repair (seq-find #'lsp:code-action-is-preferred? (lsp-code-actions-at-point))))
    (checking-that "there is a preferred repair" repair)
    (lsp-execute-code-action repair)
    (checking-that "which replaces the band"
                   (string-prefix-p "\tkill_fasync(&b->friends, SIGIO, POLL_OUT);"
                                    (checking-line 72))))
  (checking-wait "line 72 is not reported any more"
                 (lambda ()
                   (let ((findings (check-lsp-mode-findings)))
                     (and (not (assoc 72 findings)) (member '(107 . "FA202") findings)))))
  (let ((hints (lsp-request "textDocument/inlayHint"
                            (list :textDocument (lsp--text-document-identifier)
                                  :range (lsp--range (list :line 71 :character 0)
                                                     (list :line 72 :character 0))))))
    (checking-that "and has a hint"
                   (and (= 1 (length hints))
                        (string-prefix-p "si_band" (gethash "label" (elt hints 0))))))

  (set-buffer-modified-p nil)
  ;; `lsp-workspace-shutdown' kills the server right after it told it to leave, so here only what it tells.
  (dolist (workspace (lsp-workspaces))
    (setf (lsp--workspace-shutdown-action workspace) 'shutdown)
    (with-lsp-workspace workspace
      (lsp-request "shutdown" lsp--empty-ht)
      (lsp-notify "exit" nil)))
  (checking-wait "the server is gone" (lambda () (zerop (checking-servers))) 2)
  (message "ok Emacs %s" emacs-version))

(checking-run (lambda () (checking-buffers "lsp")) #'check-lsp-mode)

;;; check-lsp-mode.el ends here
