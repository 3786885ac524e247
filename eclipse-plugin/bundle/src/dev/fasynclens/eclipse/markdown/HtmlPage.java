package dev.fasynclens.eclipse.markdown;

import org.eclipse.swt.graphics.RGB;

/**
 * A page around rendered Markdown, in the colours of the workbench. It loads and runs nothing.
 *
 * @param background of the page
 * @param foreground of the text
 * @param link of links
 */
record HtmlPage(RGB background, RGB foreground, RGB link, String font, int points) {
  String of(String body) {
    return """
        <!DOCTYPE html>
        <html><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <style>
        body { background: %s; color: %s; font: %dpt '%s', sans-serif; margin: 8px 10px; line-height: 1.4; }
        h1 { font-size: 1.3em; } h2 { font-size: 1.12em; } h1, h2, h3 { margin: 0.9em 0 0.3em; }
        p, ul, ol { margin: 0.4em 0; }
        code, pre { font-family: monospace; font-size: 0.95em; background: rgba(128, 128, 128, 0.14); }
        code { padding: 0 2px; } pre { padding: 6px 8px; overflow-x: auto; } pre code { background: none; padding: 0; }
        table { border-collapse: collapse; margin: 0.5em 0; }
        td, th { border: 1px solid rgba(128, 128, 128, 0.45); padding: 2px 8px; text-align: left; vertical-align: top; }
        a { color: %s; }
        </style></head><body>%s</body></html>
        """
        .formatted(
            hex(background), hex(foreground), points, font.replace("'", ""), hex(link), body);
  }

  private static String hex(RGB color) {
    return "#%02x%02x%02x".formatted(color.red, color.green, color.blue);
  }
}
