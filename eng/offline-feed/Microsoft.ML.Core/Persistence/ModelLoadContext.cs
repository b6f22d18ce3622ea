using System;
using System.IO;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>Where a component reads what it wrote to a <see cref="ModelSaveContext"/>.</summary>
    internal sealed partial class ModelLoadContext : IDisposable
    {
        public readonly RepositoryReader Repository;
        public readonly string Directory;
        public readonly BinaryReader Reader;
        public readonly string[] Strings;

        /// <summary>The assembly that knows the loader; null in models of the first version.</summary>
        public readonly string LoaderAssemblyName;

        public readonly long FpMin;
        internal ModelHeader Header;

        private readonly IExceptionContext _ectx;

        /// <summary>Reads an entry of a repository.</summary>
        internal ModelLoadContext(RepositoryReader rep, Repository.Entry ent, string dir)
        {
            Contracts.CheckValue(rep, nameof(rep));
            Repository = rep;
            Directory = dir;
            _ectx = rep.ExceptionContext;
            _ectx.CheckValue(ent, nameof(ent));
            Reader = new BinaryReader(ent.Stream, Encoding.UTF8, leaveOpen: true);
            ModelHeader.BeginRead(out FpMin, out Header, out Strings, out LoaderAssemblyName, Reader);
        }

        /// <summary>Reads a single stream, which stays the caller's.</summary>
        internal ModelLoadContext(BinaryReader reader, IExceptionContext ectx = null)
        {
            _ectx = ectx;
            _ectx.CheckValue(reader, nameof(reader));
            Reader = reader;
            ModelHeader.BeginRead(out FpMin, out Header, out Strings, out LoaderAssemblyName, Reader);
        }

        public bool InRepository => Repository is not null;

        /// <summary>Checks that nothing of the model block has been read yet.</summary>
        public void CheckAtModel() => _ectx.Check(Reader.BaseStream.Position == FpMin + Header.FpModel);

        public void CheckAtModel(VersionInfo ver)
        {
            CheckAtModel();
            CheckVersionInfo(ver);
        }

        public void CheckVersionInfo(VersionInfo ver) => ModelHeader.CheckVersionInfo(ref Header, ver);

        public string LoadStringOrNull()
        {
            int id = Reader.ReadInt32();
            return id == -1 ? null : StringOf(id);
        }

        public string LoadString() => StringOf(Reader.ReadInt32());

        public string LoadNonEmptyString()
        {
            string text = LoadString();
            _ectx.CheckDecode(text.Length > 0, "The model has an empty string where there must be one.");
            return text;
        }

        /// <summary>Checks that the model block was read to its end.</summary>
        public void Done()
        {
            ModelHeader.EndRead(FpMin, ref Header, Reader);
            Dispose();
        }

        public void Dispose()
        {
            if (InRepository)
            {
                Reader.Dispose();
            }
        }

        private string StringOf(int id)
        {
            int count = Strings is null ? 0 : Strings.Length;
            _ectx.CheckDecode(id >= 0 && id < count, "The model points to a string that is not in its table.");
            return Strings[id];
        }
    }
}
