using System;
using System.IO;
using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    // Finding and calling the loader that a model's header names.
    internal sealed partial class ModelLoadContext
    {
        public const string ModelStreamName = "Model.key";
        internal const string NameBinary = "Model.bin";

        /// <summary>Whether there is a sub-model of the name.</summary>
        public bool ContainsModel(string name)
        {
            if (!InRepository || string.IsNullOrEmpty(name))
            {
                return false;
            }

            string dir = Path.Combine(Directory ?? "", name);
            using Repository.Entry entry = Repository.OpenEntryOrNull(dir, ModelStreamName) ?? Repository.OpenEntryOrNull(dir, NameBinary);
            return entry is not null;
        }

        /// <summary>Loads the model of a folder; false where there is none.</summary>
        public static bool LoadModelOrNull<TRes, TSig>(
            IHostEnvironment env, out TRes result, RepositoryReader rep, string dir, params object[] extra)
            where TRes : class
        {
            Contracts.CheckValue(env, nameof(env));
            env.CheckValue(rep, nameof(rep));
            using (Repository.Entry entry = rep.OpenEntryOrNull(dir, ModelStreamName))
            {
                if (entry is not null)
                {
                    LoadModel<TRes, TSig>(env, out result, rep, entry, dir, extra);
                    return true;
                }
            }

            using (Repository.Entry entry = rep.OpenEntryOrNull(dir, NameBinary))
            {
                if (entry is not null)
                {
                    LoadModel<TRes, TSig>(env, out result, entry.Stream, extra);
                    return true;
                }
            }

            result = null;
            return false;
        }

        public static void LoadModel<TRes, TSig>(
            IHostEnvironment env, out TRes result, RepositoryReader rep, string dir, params object[] extra)
            where TRes : class
        {
            if (!LoadModelOrNull<TRes, TSig>(env, out result, rep, dir, extra))
            {
                throw env.ExceptDecode(NoModelIn(dir));
            }
        }

        /// <summary>Loads a sub-model; false where there is none.</summary>
        public bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
            where TRes : class
        {
            _ectx.CheckValue(env, nameof(env));
            _ectx.Check(InRepository, "Can't load a sub-model when reading from a single stream");
            return LoadModelOrNull<TRes, TSig>(env, out result, Repository, Path.Combine(Directory ?? "", name), extra);
        }

        public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
            where TRes : class
        {
            if (!LoadModelOrNull<TRes, TSig>(env, out result, name, extra))
            {
                throw _ectx.ExceptDecode(NoModelIn(Path.Combine(Directory ?? "", name)));
            }
        }

        public static void LoadModel<TRes, TSig>(
            IHostEnvironment env, out TRes result, RepositoryReader rep, Repository.Entry ent, string dir, params object[] extra)
            where TRes : class
        {
            Contracts.CheckValue(env, nameof(env));
            env.CheckValue(rep, nameof(rep));
            using var ctx = new ModelLoadContext(rep, ent, dir);
            if (!ctx.TryLoad<TRes, TSig>(env, out result, extra))
            {
                throw env.ExceptDecode($"Couldn't load model: '{dir}'{ctx.UnknownLoader()}");
            }
        }

        public static bool TryLoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, Stream stream, params object[] extra)
            where TRes : class
        {
            Contracts.CheckValue(env, nameof(env));
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            return TryLoadModel<TRes, TSig>(env, out result, reader, extra);
        }

        public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, Stream stream, params object[] extra)
            where TRes : class
        {
            if (!TryLoadModel<TRes, TSig>(env, out result, stream, extra))
            {
                throw env.ExceptDecode("Couldn't load model");
            }
        }

        /// <summary>Loads the model of a stream; false, and the stream where it was, if no such component has its loader's names.</summary>
        public static bool TryLoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, BinaryReader reader, params object[] extra)
            where TRes : class
        {
            Contracts.CheckValue(env, nameof(env));
            using var ctx = new ModelLoadContext(reader);
            return ctx.TryLoad<TRes, TSig>(env, out result, extra);
        }

        public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, BinaryReader reader, params object[] extra)
            where TRes : class
        {
            if (!TryLoadModel<TRes, TSig>(env, out result, reader, extra))
            {
                throw env.ExceptDecode("Couldn't load model");
            }
        }

        /// <summary>Hands the sub-model of a folder to the action; false where there is none.</summary>
        public bool TryProcessSubModel(string dir, Action<ModelLoadContext> action)
        {
            _ectx.Check(InRepository, "Can't load a sub-model when reading from a single stream");
            _ectx.CheckNonEmpty(dir, nameof(dir));
            _ectx.CheckValue(action, nameof(action));
            string path = Path.Combine(Directory ?? "", dir);
            using Repository.Entry entry = Repository.OpenEntryOrNull(path, ModelStreamName);
            if (entry is null)
            {
                return false;
            }

            using var ctx = new ModelLoadContext(Repository, entry, path);
            action(ctx);
            return true;
        }

        public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
        {
            using Repository.Entry entry = OpenStreamOrNull(name, action);
            if (entry is null)
            {
                return false;
            }

            using var reader = new BinaryReader(entry.Stream, Encoding.UTF8, leaveOpen: true);
            action(reader);
            return true;
        }

        public bool TryLoadTextStream(string name, Action<TextReader> action)
        {
            using Repository.Entry entry = OpenStreamOrNull(name, action);
            if (entry is null)
            {
                return false;
            }

            using var reader = new StreamReader(entry.Stream);
            action(reader);
            return true;
        }

        private Repository.Entry OpenStreamOrNull(string name, Delegate action)
        {
            _ectx.Check(InRepository, "Can't load a further stream when reading from a single stream");
            _ectx.CheckNonEmpty(name, nameof(name));
            _ectx.CheckValue(action, nameof(action));
            return Repository.OpenEntryOrNull(Directory, name);
        }

        private bool TryLoad<TRes, TSig>(IHostEnvironment env, out TRes result, object[] extra)
            where TRes : class
        {
            RegisterLoaderAssembly(env);
            object[] args = [this, .. extra ?? []];
            foreach (string signature in new[] { ModelHeader.GetLoaderSig(ref Header), ModelHeader.GetLoaderSigAlt(ref Header) })
            {
                if (!string.IsNullOrWhiteSpace(signature)
                    && ComponentCatalog.TryCreateInstance<object, TSig>(env, out object made, signature, "", args)
                    && made is TRes wanted)
                {
                    Done();
                    result = wanted;
                    return true;
                }
            }

            Reader.BaseStream.Position = FpMin;
            result = null;
            return false;
        }

        // A model can be loaded by a process that has never heard of its components: the header says where they are.
        private void RegisterLoaderAssembly(IHostEnvironment env)
        {
            if (!string.IsNullOrEmpty(LoaderAssemblyName))
            {
                env.ComponentCatalog.RegisterAssembly(Assembly.Load(CurrentName(LoaderAssemblyName)));
            }
        }

        // Two assemblies have been renamed since the first models were written.
        private static string CurrentName(string assembly)
        {
            string[] parts = assembly.Split(',', 2);
            parts[0] = parts[0] switch
            {
                "Microsoft.ML.HalLearners" => "Microsoft.ML.Mkl.Components",
                "Microsoft.ML.StandardLearners" => "Microsoft.ML.StandardTrainers",
                string same => same,
            };
            return string.Join(',', parts);
        }

        private static string NoModelIn(string dir) => $"Corrupt model file: it has no entry '{ModelStreamName}' in folder '{dir}'.";

        private string UnknownLoader() =>
            $" (no component '{ModelHeader.GetLoaderSig(ref Header)}' of that kind is known in assembly '{LoaderAssemblyName}')";
    }
}
