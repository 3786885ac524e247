package dev.fasynclens.eclipse.lsp4e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fasynclens.eclipse.server.FasyncLensRequests;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What LSP4E reads, checked without it. */
class ContributionTest {
  private static Document plugin() throws Exception {
    try (InputStream in = ContributionTest.class.getResourceAsStream("/plugin.xml")) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }

  private static Element server() throws Exception {
    return (Element) plugin().getElementsByTagName("server").item(0);
  }

  @Test
  void theServerIsOfAnInterfaceWithOurRequests() throws Exception {
    Class<?> type = Class.forName(server().getAttribute("serverInterface"));
    assertTrue(LanguageServer.class.isAssignableFrom(type));
    assertTrue(FasyncLensRequests.class.isAssignableFrom(type));
  }

  @Test
  void theClassesAreThere() throws Exception {
    for (String attribute : new String[] {"class", "clientImpl"}) {
      String name = server().getAttribute(attribute);
      String file = "/" + name.replace('.', '/') + ".class";
      assertTrue(ContributionTest.class.getResource(file) != null, name);
    }
  }

  @Test
  void allContentTypesOfTheEditorAreMapped() throws Exception {
    Document plugin = plugin();
    assertEquals(contentTypes(plugin, "hoverProvider"), contentTypes(plugin, "contentTypeMapping"));
    NodeList mappings = plugin.getElementsByTagName("contentTypeMapping");
    for (int i = 0; i < mappings.getLength(); i++) {
      Element mapping = (Element) mappings.item(i);
      assertEquals(server().getAttribute("id"), mapping.getAttribute("id"));
      assertEquals("c", mapping.getAttribute("languageId"));
    }
  }

  private static Set<String> contentTypes(Document plugin, String element) {
    Set<String> types = new HashSet<>();
    NodeList all = plugin.getElementsByTagName(element);
    for (int i = 0; i < all.getLength(); i++) {
      types.add(((Element) all.item(i)).getAttribute("contentType"));
    }
    return types;
  }
}
