using System;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// A visible character for each byte, as GPT-2's vocabulary has it: the byte's own in Latin-1 where that is visible, else the next one
/// from U+0100 on.
/// </summary>
internal static class ByteAlphabet
{
    private const int FirstOther = 0x100;
    private static readonly char[] Characters = new char[byte.MaxValue + 1];
    private static readonly short[] Bytes = new short[FirstOther + byte.MaxValue + 1];

    static ByteAlphabet()
    {
        Array.Fill(Bytes, (short)-1);
        int others = 0;
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            bool visible = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            Characters[value] = visible ? (char)value : (char)(FirstOther + others++);
            Bytes[Characters[value]] = (short)value;
        }
    }

    internal static bool TryGetByte(char character, out byte value)
    {
        int found = character < Bytes.Length ? Bytes[character] : -1;
        value = (byte)found;
        return found >= 0;
    }

    /// <summary>The characters of the UTF-8 bytes of a text, and for each the place in the text; a lone surrogate has three bytes.</summary>
    internal static (string Text, int[] Places) Write(ReadOnlySpan<char> text)
    {
        char[] written = new char[text.Length * 3];
        int[] places = new int[written.Length];
        int length = 0;
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < text.Length; i++)
        {
            int count;
            int place = i;
            if (Rune.TryCreate(text[i], out Rune rune) || (i + 1 < text.Length && Rune.TryCreate(text[i], text[i + 1], out rune)))
            {
                count = rune.EncodeToUtf8(bytes);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                (bytes[0], bytes[1], bytes[2]) = ((byte)(0xE0 | (text[i] >> 12)), (byte)(0x80 | ((text[i] >> 6) & 0x3F)), (byte)(0x80 | (text[i] & 0x3F)));
                count = 3;
            }

            for (int k = 0; k < count; k++)
            {
                places[length] = place;
                written[length++] = Characters[bytes[k]];
            }
        }

        return (new string(written, 0, length), places[..length]);
    }
}
