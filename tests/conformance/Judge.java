import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * Judges documents by XSD 1.0 with the JDK's own validator, which is Xerces.
 *
 * <p>Standard input holds first the schemas: their number, then each as a text. Then come batches, as
 * many as there are: the number of documents, then each as the number of its schema and its bytes. Numbers are four bytes; texts
 * and bytes have their length before them. A batch is answered when it was read: for each document an empty
 * text where it is valid, or what is wrong with it.
 */
public final class Judge {
    private static final String NO_ACCESS = "";
    private static final String DISALLOW_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    public static void main(String[] arguments) throws Exception {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 20));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 20));
        Validator[] validators = readSchemas(in);
        XMLReader reader = newReader();
        while (true) {
            int documents = readNumberOfDocuments(in);
            if (documents == 0) {
                return;
            }
            String[] verdicts = new String[documents];
            for (int number = 0; number < documents; number++) {
                Validator validator = validators[in.readInt()];
                verdicts[number] = judge(readBytes(in), validator, reader);
            }
            for (String verdict : verdicts) {
                writeText(out, verdict);
            }
            out.flush();
        }
    }

    private static Validator[] readSchemas(DataInputStream in) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, NO_ACCESS);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, NO_ACCESS);
        Validator[] validators = new Validator[in.readInt()];
        for (int number = 0; number < validators.length; number++) {
            String text = new String(readBytes(in), "UTF-8");
            Schema schema = factory.newSchema(new StreamSource(new StringReader(text)));
            validators[number] = schema.newValidator();
            validators[number].setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, NO_ACCESS);
            validators[number].setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, NO_ACCESS);
            validators[number].setErrorHandler(new Strict());
        }
        return validators;
    }

    private static XMLReader newReader() throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature(DISALLOW_DOCTYPE, true);
        return factory.newSAXParser().getXMLReader();
    }

    /** None where there are no more batches. */
    private static int readNumberOfDocuments(DataInputStream in) throws IOException {
        try {
            return in.readInt();
        } catch (EOFException end) {
            return 0;
        }
    }

    private static String judge(byte[] document, Validator validator, XMLReader reader) {
        try {
            validator.validate(new SAXSource(reader, new InputSource(new ByteArrayInputStream(document))));
            return "";
        } catch (SAXException | IOException | RuntimeException error) {
            return "invalid: " + error.getMessage();
        }
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes("UTF-8");
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Makes the first error end the judging of a document; warnings are not errors. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
