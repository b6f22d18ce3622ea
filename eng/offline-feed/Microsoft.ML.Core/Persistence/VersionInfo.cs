using System.IO;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>Makes a component out of the model it was saved in.</summary>
    internal delegate void SignatureLoadModel(ModelLoadContext ctx);

    /// <summary>Writes itself into one stream.</summary>
    internal interface ICanSaveInBinaryFormat
    {
        void SaveAsBinary(BinaryWriter writer);
    }

    /// <summary>The format in which a component is written, and the versions of it that it can read.</summary>
    internal readonly struct VersionInfo
    {
        public readonly ulong ModelSignature;
        public readonly uint VerWrittenCur;
        public readonly uint VerReadableCur;
        public readonly uint VerWeCanReadBack;
        public readonly string LoaderAssemblyName;
        public readonly string LoaderSignature;
        public readonly string LoaderSignatureAlt;

        /// <param name="modelSignature">Names the format: eight Latin-1 characters, of which a blank counts as zero.</param>
        /// <param name="verWrittenCur">The version that is written.</param>
        /// <param name="verReadableCur">The oldest version whose reader can read what is written.</param>
        /// <param name="verWeCanReadBack">The oldest version that can be read.</param>
        /// <param name="loaderAssemblyName">The assembly whose catalog entries know the loader.</param>
        /// <param name="loaderSignature">The name of the loader in the catalog.</param>
        /// <param name="loaderSignatureAlt">A second name, tried when the first is not known.</param>
        public VersionInfo(
            string modelSignature,
            uint verWrittenCur,
            uint verReadableCur,
            uint verWeCanReadBack,
            string loaderAssemblyName,
            string loaderSignature = null,
            string loaderSignatureAlt = null)
        {
            Contracts.Check(modelSignature is { Length: 8 }, "Model signature must be eight characters");
            ModelSignature = 0;
            for (int i = 0; i < modelSignature.Length; i++)
            {
                char c = modelSignature[i];
                Contracts.Check(c <= 0xFF, "Model signature must be Latin-1 characters");
                ModelSignature |= (ulong)(c == ' ' ? 0 : c) << (8 * i);
            }

            VerWrittenCur = verWrittenCur;
            VerReadableCur = verReadableCur;
            VerWeCanReadBack = verWeCanReadBack;
            LoaderAssemblyName = loaderAssemblyName;
            LoaderSignature = loaderSignature;
            LoaderSignatureAlt = loaderSignatureAlt;
        }
    }
}
