import java.io.File;
import org.apache.xerces.parsers.SAXParser;
import org.apache.xerces.util.XMLCatalogResolver;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Validates documents by their namespaces, as an editor on Xerces does: the catalog, then the documents. */
public class ByCatalog {
    public static void main(String[] arguments) throws Exception {
        for (int number = 1; number < arguments.length; number++) {
            SAXParser parser = new SAXParser();
            parser.setFeature("http://xml.org/sax/features/validation", true);
            parser.setFeature("http://apache.org/xml/features/validation/schema", true);
            parser.setProperty(
                    "http://apache.org/xml/properties/internal/entity-resolver",
                    new XMLCatalogResolver(new String[] {arguments[0]}));
            parser.setErrorHandler(new DefaultHandler() {
                @Override
                public void error(SAXParseException error) {
                    System.out.println("line " + error.getLineNumber() + ": " + error.getMessage());
                }
            });
            parser.parse(new InputSource(new File(arguments[number]).toURI().toString()));
        }
    }
}
