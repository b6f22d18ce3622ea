using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>
    /// The first 256 bytes of a model stream, little-endian. Behind them lie, without gaps: the model block; a table of the ends of
    /// the strings (8 bytes each, counted from the first character) and their UTF-16 characters, if there are strings; the name of the
    /// loader's assembly in UTF-16, if one was given; the tail signature. Positions count from the header's first byte.
    /// </summary>
    [StructLayout(LayoutKind.Sequential, Size = Size)]
    internal struct ModelHeader
    {
        /// <summary>The bytes of "ML MODEL" with a zero for the blank.</summary>
        public const ulong SignatureValue = 0x4C45444F4D004C4D;

        /// <summary>The same eight bytes in reverse.</summary>
        public const ulong TailSignatureValue = 0x4D4C004D4F44454C;

        public const int Size = 0x100;

        private const uint VerAssemblyName = 0x00010002; // the version that added the loader's assembly
        private const uint VerWrittenCur = VerAssemblyName;
        private const uint VerReadableCur = VerAssemblyName;
        private const uint VerWeCanReadBack = 0x00010001;

        public ulong Signature; // 0x00
        public uint VerWritten;
        public uint VerReadable;
        public long FpModel; // 0x10
        public long CbModel;
        public long FpStringTable; // 0x20
        public long CbStringTable;
        public long FpStringChars; // 0x30
        public long CbStringChars;
        public ulong ModelSignature; // 0x40
        public uint ModelVerWritten;
        public uint ModelVerReadable;
        public ulong LoaderSignature0; // 0x50: 24 Latin-1 characters, filled up with zeros
        public ulong LoaderSignature1;
        public ulong LoaderSignature2;
        public ulong LoaderSignatureAlt0; // 0x68
        public ulong LoaderSignatureAlt1;
        public ulong LoaderSignatureAlt2;
        public long FpTail; // 0x80
        public long FpLim;
        public long FpAssemblyName; // 0x90
        public uint CbAssemblyName;

        /// <summary>Leaves room for the header, which can be written only when everything else is.</summary>
        public static void BeginWrite(BinaryWriter writer, out long fpMin, out ModelHeader header)
        {
            Contracts.CheckValue(writer, nameof(writer));
            fpMin = Position(writer);
            header = new ModelHeader
            {
                Signature = SignatureValue,
                VerWritten = VerWrittenCur,
                VerReadable = VerReadableCur,
                FpModel = Size,
            };
            writer.Write(new byte[Size]);
        }

        /// <summary>Ends the model block where the writer stands, writes what comes behind it, and then the header.</summary>
        public static void EndWrite(
            BinaryWriter writer, long fpMin, ref ModelHeader header, NormStr.Pool pool = null, string loaderAssemblyName = null)
        {
            Contracts.CheckValue(writer, nameof(writer));
            Contracts.CheckParam(fpMin >= 0, nameof(fpMin));
            Contracts.Check(header.FpModel == Size && header.CbModel == 0 && header.FpTail == 0, "The model was ended before.");
            header.CbModel = Position(writer) - fpMin - header.FpModel;
            Contracts.Check(header.CbModel >= 0, "The writer stands before the model block.");

            if (pool is { Count: > 0 })
            {
                header.FpStringTable = Position(writer) - fpMin;
                header.CbStringTable = (long)pool.Count * sizeof(long);
                header.FpStringChars = header.FpStringTable + header.CbStringTable;
                foreach (NormStr text in pool)
                {
                    header.CbStringChars += (long)text.Value.Length * sizeof(char);
                    writer.Write(header.CbStringChars);
                }

                foreach (NormStr text in pool)
                {
                    writer.Write(MemoryMarshal.AsBytes(text.Value.Span));
                }
            }

            if (!string.IsNullOrEmpty(loaderAssemblyName))
            {
                header.FpAssemblyName = Position(writer) - fpMin;
                header.CbAssemblyName = (uint)loaderAssemblyName.Length * sizeof(char);
                writer.Write(MemoryMarshal.AsBytes(loaderAssemblyName.AsSpan()));
            }

            header.FpTail = Position(writer) - fpMin;
            writer.Write(TailSignatureValue);
            header.FpLim = header.FpTail + sizeof(ulong);
            header.CheckLayout(header.FpLim);

            Seek(writer.BaseStream, fpMin);
            writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ModelHeader>(in header)));
            writer.Flush();
            Seek(writer.BaseStream, fpMin + header.FpLim);
        }

        public static void SetVersionInfo(ref ModelHeader header, VersionInfo ver)
        {
            header.ModelSignature = ver.ModelSignature;
            header.ModelVerWritten = ver.VerWrittenCur;
            header.ModelVerReadable = ver.VerReadableCur;
            SetLoaderSig(ref header, ver.LoaderSignature);
            SetLoaderSigAlt(ref header, ver.LoaderSignatureAlt);
        }

        public static void SetLoaderSig(ref ModelHeader header, string sig) =>
            (header.LoaderSignature0, header.LoaderSignature1, header.LoaderSignature2) = Pack(sig);

        public static void SetLoaderSigAlt(ref ModelHeader header, string sig) =>
            (header.LoaderSignatureAlt0, header.LoaderSignatureAlt1, header.LoaderSignatureAlt2) = Pack(sig);

        public static string GetLoaderSig(ref ModelHeader header) =>
            Unpack(header.LoaderSignature0, header.LoaderSignature1, header.LoaderSignature2);

        public static string GetLoaderSigAlt(ref ModelHeader header) =>
            Unpack(header.LoaderSignatureAlt0, header.LoaderSignatureAlt1, header.LoaderSignatureAlt2);

        /// <summary>Reads and checks everything but the model block, and stops at its first byte.</summary>
        /// <exception cref="FormatException">The stream holds no model, a damaged one, or one of a version that cannot be read.</exception>
        public static void BeginRead(
            out long fpMin, out ModelHeader header, out string[] strings, out string loaderAssemblyName, BinaryReader reader)
        {
            fpMin = reader.BaseStream.Position;
            byte[] bytes = reader.ReadBytes(Size);
            Contracts.CheckDecode(bytes.Length == Size, $"The model has {bytes.Length} bytes, but its header alone has {Size}.");
            header = MemoryMarshal.Read<ModelHeader>(bytes);
            header.CheckLayout(reader.BaseStream.Length - fpMin);

            strings = header.FpStringTable == 0 ? null : header.ReadStrings(reader, fpMin);
            loaderAssemblyName = null;
            if (header.HasAssemblyName)
            {
                Seek(reader.BaseStream, fpMin + header.FpAssemblyName);
                loaderAssemblyName = ReadText(reader, header.CbAssemblyName);
            }

            // Old streams without strings did not have their tail checked, and some have none.
            if (header.VerWritten >= VerAssemblyName || header.FpStringTable != 0)
            {
                Seek(reader.BaseStream, fpMin + header.FpTail);
                Contracts.CheckDecode(reader.ReadUInt64() == TailSignatureValue, "Corrupt model file tail");
            }

            Seek(reader.BaseStream, fpMin + header.FpModel);
        }

        /// <summary>Checks that the whole model block was read, and goes behind the tail.</summary>
        public static void EndRead(long fpMin, ref ModelHeader header, BinaryReader reader)
        {
            long read = reader.BaseStream.Position - fpMin - header.FpModel;
            Contracts.CheckDecode(read == header.CbModel, $"The component read {read} of the {header.CbModel} bytes of its model.");
            Seek(reader.BaseStream, fpMin + header.FpLim);
        }

        public static void CheckVersionInfo(ref ModelHeader header, VersionInfo ver)
        {
            Contracts.CheckDecode(header.ModelSignature == ver.ModelSignature, "Unknown file type");
            Contracts.CheckDecode(header.ModelVerReadable <= header.ModelVerWritten, "Corrupt file header");
            if (header.ModelVerReadable > ver.VerWrittenCur)
            {
                throw Contracts.ExceptDecode(
                    $"Component '{ver.LoaderSignature}' cannot be read, because the model is too new: it needs version "
                    + $"0x{header.ModelVerReadable:X8}, and the component here has version 0x{ver.VerWrittenCur:X8}.");
            }

            if (header.ModelVerWritten < ver.VerWeCanReadBack)
            {
                throw Contracts.ExceptDecode(
                    $"Component '{ver.LoaderSignature}' cannot be read, because the model is too old: it has version "
                    + $"0x{header.ModelVerWritten:X8}, and the component here reads versions from 0x{ver.VerWeCanReadBack:X8} on.");
            }
        }

        private readonly bool HasAssemblyName => VerWritten >= VerAssemblyName && FpAssemblyName != 0;

        // The blocks have to follow each other exactly, so a header that passes cannot point outside of its stream.
        private readonly void CheckLayout(long size)
        {
            Contracts.CheckDecode(Signature == SignatureValue, "Wrong file type");
            Contracts.CheckDecode(VerReadable <= VerWritten, "Corrupt file header");
            Contracts.CheckDecode(VerReadable <= VerWrittenCur, "File is too new");
            Contracts.CheckDecode(VerWritten >= VerWeCanReadBack, "File is too old");

            long end = Follow(0, 0, FpModel == Size ? Size : -1);
            end = Follow(end, FpModel, CbModel);
            if (FpStringTable == 0)
            {
                Contracts.CheckDecode(CbStringTable == 0 && FpStringChars == 0 && CbStringChars == 0, "Corrupt file header");
            }
            else
            {
                Contracts.CheckDecode(CbStringTable > 0 && CbStringTable % sizeof(long) == 0, "Corrupt file header");
                Contracts.CheckDecode(CbStringChars % sizeof(char) == 0, "Corrupt file header");
                end = Follow(end, FpStringTable, CbStringTable);
                end = Follow(end, FpStringChars, CbStringChars);
            }

            if (HasAssemblyName)
            {
                Contracts.CheckDecode(CbAssemblyName % sizeof(char) == 0, "Corrupt file header");
                end = Follow(end, FpAssemblyName, CbAssemblyName);
            }
            else
            {
                Contracts.CheckDecode(VerWritten < VerAssemblyName || CbAssemblyName == 0, "Corrupt file header");
            }

            end = Follow(end, FpTail, sizeof(ulong));
            Contracts.CheckDecode(FpLim == end, "Corrupt file header");
            Contracts.CheckDecode(size >= end, $"The model says that it has {end} bytes, but only {size} are there.");
        }

        private static long Follow(long end, long start, long length)
        {
            Contracts.CheckDecode(start == end && length >= 0 && length <= long.MaxValue - start, "Corrupt file header");
            return start + length;
        }

        private readonly string[] ReadStrings(BinaryReader reader, long fpMin)
        {
            Seek(reader.BaseStream, fpMin + FpStringTable);
            var ends = new long[CbStringTable / sizeof(long)];
            for (int i = 0; i < ends.Length; i++)
            {
                ends[i] = reader.ReadInt64();
                long start = i == 0 ? 0 : ends[i - 1];
                Contracts.CheckDecode(ends[i] >= start && ends[i] <= CbStringChars && ends[i] % sizeof(char) == 0, "Corrupt string table");
            }

            Contracts.CheckDecode(ends[^1] == CbStringChars, "Corrupt string table");
            return ends.Select((end, i) => ReadText(reader, end - (i == 0 ? 0 : ends[i - 1]))).ToArray();
        }

        private static string ReadText(BinaryReader reader, long byteCount)
        {
            byte[] bytes = reader.ReadBytes(checked((int)byteCount));
            Contracts.CheckDecode(bytes.Length == byteCount, "The model ends within a string.");

            // Character by character and not through an encoding, which would replace lone surrogates.
            return new string(MemoryMarshal.Cast<byte, char>(bytes));
        }

        private static (ulong First, ulong Second, ulong Third) Pack(string sig)
        {
            Span<byte> bytes = stackalloc byte[24];
            bytes.Clear();
            if (sig is not null)
            {
                Contracts.Check(sig.Length <= 24, $"Loader signature '{sig}' has {sig.Length} characters, but at most 24 fit.");
                Contracts.Check(sig.All(c => c <= 0xFF), $"Loader signature '{sig}' must be Latin-1 characters.");
                Encoding.Latin1.GetBytes(sig, bytes);
            }

            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
            return (words[0], words[1], words[2]);
        }

        private static string Unpack(params ReadOnlySpan<ulong> words) =>
            Encoding.Latin1.GetString(MemoryMarshal.AsBytes(words)).TrimEnd('\0');

        private static long Position(BinaryWriter writer)
        {
            writer.Flush();
            return writer.BaseStream.Position;
        }

        private static void Seek(Stream stream, long position) => stream.Position = position;
    }
}
