;;; checking.el --- what the checks of Emacs share  -*- lexical-binding: t -*-

;; Run by checking.sh, which sets SAMPLE, SERVERS and CLIENT_LOG.

;;; Code:

(require 'cl-lib)
(require 'subr-x)

(setq make-backup-files nil
      create-lockfiles nil
      auto-save-default nil)

(defconst checking-patience 40 "Seconds to wait for an answer.")

(defun checking-that (what fact)
  "Fail with WHAT unless FACT holds."
  (unless fact (error "Not so: %s" what))
  (message "ok %s" what)
  fact)

(defun checking-wait (what predicate &optional seconds)
  "Wait until PREDICATE gives something, and give it; fail with WHAT after SECONDS."
  (let ((end (+ (float-time) (or seconds checking-patience)))
        result)
    (while (not (or (setq result (funcall predicate)) (> (float-time) end)))
      (accept-process-output nil 0.02)
      (sit-for 0.01))
    (checking-that what result)))

(defun checking-line (number)
  "The text of line NUMBER."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun checking-on (number text)
  "Put point onto TEXT in line NUMBER."
  (goto-char (point-min))
  (forward-line (1- number))
  (search-forward text (line-end-position))
  (goto-char (match-beginning 0)))

(defun checking-servers ()
  "How many of the servers that were started are running."
  (with-temp-buffer
    (insert-file-contents (getenv "SERVERS"))
    (cl-count-if (lambda (process) (file-exists-p (concat "/proc/" process)))
                 (split-string (buffer-string)))))

(defun checking-run (log body)
  "Run BODY; if it fails, write what LOG gives to where checking.sh looks for it."
  (condition-case failure
      (funcall body)
    (error
     (with-temp-file (getenv "CLIENT_LOG")
       (insert (or (ignore-errors (funcall log)) "")))
     (message "FAIL: %s" (error-message-string failure))
     (kill-emacs 1))))

(defun checking-buffers (pattern)
  "The text of all buffers whose names match PATTERN."
  (mapconcat (lambda (buffer)
               (if (string-match-p pattern (buffer-name buffer))
                   (with-current-buffer buffer
                     (format "== %s\n%s\n" (buffer-name) (buffer-string)))
                 ""))
             (buffer-list)
             ""))

;;; checking.el ends here
