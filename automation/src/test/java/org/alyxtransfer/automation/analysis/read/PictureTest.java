package org.alyxtransfer.automation.analysis.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "tif", "bmp", "gif"})
    void picturesAreMeasuredAndMadeSmaller(String format) throws IOException {
        Picture picture = (Picture) Datasets.open(written(format));

        assertThat(picture.shape()).isEqualTo("640 × 480");
        assertThat(picture.thumbnail(100).getWidth()).isBetween(80, 100);
        assertThat(picture.thumbnail(1_000).getWidth()).isEqualTo(640);
    }

    @Test
    void aPictureThatIsNoneIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("a.png"), "no picture");

        assertThatThrownBy(() -> Datasets.open(file))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("picture");
    }

    @Test
    void aPictureThatIsCutOffIsToldWhenItIsDrawn() throws IOException {
        byte[] whole = Files.readAllBytes(written("png"));
        Path file = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));

        Picture picture = (Picture) Datasets.open(file);

        assertThatThrownBy(() -> picture.thumbnail(100)).isInstanceOf(TransferException.class);
    }

    @Test
    void aPictureThatClaimsToBeHugeIsNotDecoded() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(written("png")));
        bytes.putInt(16, 100_000).putInt(20, 100_000);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 12, 17);
        bytes.putInt(29, (int) crc.getValue());
        Picture picture = (Picture) Datasets.open(Files.write(folder.resolve("huge.png"), bytes.array()));

        assertThat(picture.width()).isEqualTo(100_000);
        assertThatThrownBy(() -> picture.thumbnail(100)).hasMessageContaining("too large");
    }

    private Path written(String format) throws IOException {
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 480; i++) {
            image.setRGB(i, i, 0xFF8800 + i);
        }
        Path file = folder.resolve("a." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }
}
