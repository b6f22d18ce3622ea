using System;
using System.IO;
using System.Text;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>
    /// Where a component writes itself: its own stream, with a header and a table of strings, and in a repository further streams and
    /// sub-models in its folder.
    /// </summary>
    public sealed class ModelSaveContext : IDisposable
    {
        internal readonly RepositoryWriter Repository;
        internal readonly string Directory;
        internal readonly BinaryWriter Writer;
        internal readonly NormStr.Pool Strings = new();
        internal readonly long FpMin;
        internal ModelHeader Header;

        private readonly Repository.Entry _entry;
        private readonly IExceptionContext _ectx;
        private string _loaderAssemblyName;
        private bool _disposed;

        /// <summary>Writes to an entry of a repository.</summary>
        internal ModelSaveContext(RepositoryWriter rep, string dir, string name)
        {
            Contracts.CheckValue(rep, nameof(rep));
            Repository = rep;
            Directory = dir;
            _ectx = rep.ExceptionContext;
            _ectx.CheckNonEmpty(name, nameof(name));
            _entry = rep.CreateEntry(dir, name);
            Writer = new BinaryWriter(_entry.Stream, Encoding.UTF8, leaveOpen: true);
            ModelHeader.BeginWrite(Writer, out FpMin, out Header);
        }

        /// <summary>Writes to a single stream, which stays the caller's.</summary>
        internal ModelSaveContext(BinaryWriter writer, IExceptionContext ectx = null)
        {
            _ectx = ectx;
            _ectx.CheckValue(writer, nameof(writer));
            Writer = writer;
            ModelHeader.BeginWrite(Writer, out FpMin, out Header);
        }

        internal bool InRepository => Repository is not null;

        /// <summary>Checks that nothing has been written behind the header yet.</summary>
        internal void CheckAtModel()
        {
            Writer.Flush();
            _ectx.Check(Writer.BaseStream.Position == FpMin + Header.FpModel);
        }

        internal void SetVersionInfo(VersionInfo ver)
        {
            ModelHeader.SetVersionInfo(ref Header, ver);
            _loaderAssemblyName = ver.LoaderAssemblyName;
        }

        /// <summary>Writes a further stream of text, UTF-8 without a mark.</summary>
        internal void SaveTextStream(string name, Action<TextWriter> action)
        {
            _ectx.Check(InRepository, "Can't save a text stream when writing to a single stream");
            _ectx.CheckNonEmpty(name, nameof(name));
            _ectx.CheckValue(action, nameof(action));
            using Repository.Entry entry = Repository.CreateEntry(Directory, name);
            using StreamWriter writer = Utils.OpenWriter(entry.Stream);
            action(writer);
        }

        /// <summary>Writes a further stream, of any length: what is written goes to a temporary file, not into memory.</summary>
        internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
        {
            _ectx.Check(InRepository, "Can't save a binary stream when writing to a single stream");
            _ectx.CheckNonEmpty(name, nameof(name));
            _ectx.CheckValue(action, nameof(action));
            using Repository.Entry entry = Repository.CreateEntry(Directory, name);
            using var writer = new BinaryWriter(entry.Stream, Encoding.UTF8, leaveOpen: true);
            action(writer);
        }

        /// <summary>Writes the number of the string, -1 for null; the string itself goes to the table.</summary>
        internal void SaveStringOrNull(string str) => Writer.Write(str is null ? -1 : Strings.Add(str).Id);

        internal void SaveString(string str)
        {
            _ectx.CheckValue(str, nameof(str));
            Writer.Write(Strings.Add(str).Id);
        }

        internal void SaveString(ReadOnlyMemory<char> str) => Writer.Write(Strings.Add(str).Id);

        internal void SaveNonEmptyString(string str)
        {
            _ectx.CheckParam(!string.IsNullOrEmpty(str), nameof(str));
            Writer.Write(Strings.Add(str).Id);
        }

        internal void SaveNonEmptyString(ReadOnlyMemory<char> str) => Writer.Write(Strings.Add(str).Id);

        /// <summary>Completes the stream; without it the entry holds a model that nothing reads.</summary>
        internal void Done()
        {
            _ectx.Check(Header.ModelSignature != 0, "ModelSignature not specified!");
            ModelHeader.EndWrite(Writer, FpMin, ref Header, Strings, _loaderAssemblyName);
            Dispose();
        }

        public void Dispose()
        {
            // After Done the entry may already have gone into the archive.
            if (InRepository && !_disposed)
            {
                _disposed = true;
                Writer.Dispose();
                _entry.Dispose();
            }
        }

        /// <summary>Saves a part of this component in a folder of its own.</summary>
        internal void SaveModel<T>(T value, string name)
            where T : class
        {
            _ectx.Check(InRepository, "Can't save a sub-model when writing to a single stream");
            SaveModel(Repository, value, Path.Combine(Directory ?? "", name));
        }

        internal static void SaveModel<T>(RepositoryWriter rep, T value, string path)
            where T : class
        {
            switch (value)
            {
                case ICanSaveModel model:
                    using (var ctx = new ModelSaveContext(rep, path, ModelLoadContext.ModelStreamName))
                    {
                        model.Save(ctx);
                        ctx.Done();
                    }

                    break;
                case ICanSaveInBinaryFormat binary:
                    using (Repository.Entry entry = rep.CreateEntry(path, ModelLoadContext.NameBinary))
                    using (var writer = new BinaryWriter(entry.Stream, Encoding.UTF8, leaveOpen: true))
                    {
                        binary.SaveAsBinary(writer);
                    }

                    break;
            }
        }

        /// <summary>Writes one model to one stream.</summary>
        internal static void Save(BinaryWriter writer, Action<ModelSaveContext> fn)
        {
            Contracts.CheckValue(writer, nameof(writer));
            Contracts.CheckValue(fn, nameof(fn));
            using var ctx = new ModelSaveContext(writer);
            fn(ctx);
            ctx.Done();
        }

        /// <summary>Saves, in a folder of its own, what the action writes.</summary>
        internal void SaveSubModel(string dir, Action<ModelSaveContext> fn)
        {
            _ectx.Check(InRepository, "Can't save a sub-model when writing to a single stream");
            _ectx.CheckNonEmpty(dir, nameof(dir));
            _ectx.CheckValue(fn, nameof(fn));
            using var ctx = new ModelSaveContext(Repository, Path.Combine(Directory ?? "", dir), ModelLoadContext.ModelStreamName);
            fn(ctx);
            ctx.Done();
        }
    }
}
