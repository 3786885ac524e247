;;; check-eglot.el --- what somebody with eglot sees  -*- lexical-binding: t -*-

;; Run by check-eglot.sh after the set-up of README.md.

;;; Code:

(require 'eglot)
(require 'flymake)

(defun check-eglot-findings ()
  "The diagnostics as (LINE . CODE)."
  (flymake-start)
  (mapcar (lambda (diagnostic)
            (cons (line-number-at-pos (flymake-diagnostic-beg diagnostic))
                  (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))
                             :code)))
          (flymake-diagnostics)))

(defun check-eglot-ask (method parameters)
  "Ask the server METHOD about this buffer, with further PARAMETERS."
  (jsonrpc-request (eglot-current-server) method
                   (append (list :textDocument (eglot--TextDocumentIdentifier)) parameters)))

(defun check-eglot ()
  "The check."
  (setq eglot-sync-connect checking-patience)
  (find-file (getenv "SAMPLE"))
  (run-hooks 'post-command-hook) ; where `eglot-ensure' waits
  (checking-wait "the server is connected" #'eglot-current-server)

  (checking-wait "line 72 is reported as FA202"
                 (lambda () (member '(72 . "FA202") (check-eglot-findings))))
  (checking-that "lines 107 and 110, too"
                 (cl-subsetp '((107 . "FA202") (110 . "FA202")) (check-eglot-findings)
                             :test #'equal))

  (checking-on 72 "kill_fasync")
  ;; the server gives up what takes too long, and on a busy machine that is the first hover
  (checking-wait "a hover is answered"
                 (lambda ()
                   (check-eglot-ask :textDocument/hover
                                    (list :position (eglot--pos-to-lsp-position)))))
  (let (hover)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq hover text)))
    (checking-wait "a hover tells who gets the signal"
                   (lambda ()
                     (and hover
                          (string-match-p "Signals the owner of every file on .*friends" hover)))))

  (let* ((lenses (check-eglot-ask :textDocument/codeLens nil))
         (lens (cl-find-if (lambda (lens)
                             (= 71 (plist-get (plist-get (plist-get lens :range) :start) :line)))
                           lenses))
         (command (plist-get lens :command)))
    (checking-that "line 72 has a lens" (equal "What happens" (plist-get command :title)))
    (checking-that "which tells what happens"
                   (string-match-p "handler for SIGIO"
                                   (or (jsonrpc-request (eglot-current-server)
                                                        :workspace/executeCommand
                                                        (list :command (plist-get command :command)
                                                              :arguments (plist-get command :arguments)))
                                       ""))))

  (checking-on 72 "EPOLLOUT")
  (let ((repair (cl-find-if (lambda (action) (eq t (plist-get action :isPreferred)))
                            (eglot-code-actions (point) (+ (point) (length "EPOLLOUT"))))))
    (checking-that "there is a preferred repair" repair)
    (if (fboundp 'eglot-execute) ; from eglot 1.13 on
        (eglot-execute (eglot-current-server) repair)
      (eglot--apply-workspace-edit (plist-get repair :edit)))
    (checking-that "which replaces the band"
                   (string-prefix-p "\tkill_fasync(&b->friends, SIGIO, POLL_OUT);"
                                    (checking-line 72))))
  (eglot--signal-textDocument/didChange) ; else when Emacs is idle, which it never is here
  (checking-wait "line 72 is not reported any more"
                 (lambda ()
                   (let ((findings (check-eglot-findings)))
                     (and (not (assoc 72 findings)) (member '(107 . "FA202") findings)))))
  (let ((hints (check-eglot-ask :textDocument/inlayHint
                                '(:range (:start (:line 71 :character 0)
                                          :end (:line 72 :character 0))))))
    (checking-that "and has a hint"
                   (and (= 1 (length hints))
                        (string-prefix-p "si_band" (plist-get (aref hints 0) :label)))))

  (set-buffer-modified-p nil)
  ;; `eglot-shutdown' kills the server right after it told it to leave, so here only what it tells.
  (let ((server (eglot-current-server)))
    (setf (eglot--shutdown-requested server) t)
    (jsonrpc-request server :shutdown nil)
    (jsonrpc-notify server :exit nil))
  (checking-wait "the server is gone" (lambda () (zerop (checking-servers))) 2)
  (message "ok Emacs %s" emacs-version))

(checking-run (lambda () (checking-buffers "EGLOT")) #'check-eglot)

;;; check-eglot.el ends here
