using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Microsoft.ML.Runtime
{
    /// <summary>
    /// The components that an environment can make by name. Names are matched without regard to case, per signature; what an assembly
    /// declares is entered once.
    /// </summary>
    public sealed partial class ComponentCatalog
    {
        private readonly object _lock = new();
        private readonly HashSet<string> _assemblies = [];
        private readonly List<LoadableClassInfo> _classes = [];
        private readonly Dictionary<(string Name, Type Signature), LoadableClassInfo> _classesByName = [];
        private readonly Dictionary<(Type AttributeType, string ContractName), Type> _extensions = [];

        internal ComponentCatalog()
        {
        }

        public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
        {
            lock (_lock)
            {
                if (!_assemblies.Add(assembly.FullName))
                {
                    return;
                }

                foreach (LoadableClassAttributeBase declared in assembly.GetCustomAttributes<LoadableClassAttributeBase>())
                {
                    AddClass(new LoadableClassInfo(declared, Factory.Find(declared, throwOnError)), throwOnError);
                }

                foreach (Type type in assembly.GetTypes().Where(t => t.IsClass))
                {
                    foreach (ExtensionBaseAttribute extension in type.GetCustomAttributes<ExtensionBaseAttribute>())
                    {
                        AddExtension(extension, type, throwOnError);
                    }
                }
            }
        }

        internal static TRes CreateInstance<TRes>(
            IHostEnvironment env, Type signatureType, string name, string options, params object[] extra)
            where TRes : class =>
            TryCreateInstance(env, signatureType, out TRes result, name, options, extra)
                ? result
                : throw Contracts.Except("Unknown loadable class: {0}", name);

        internal static bool TryCreateInstance<TRes, TSig>(
            IHostEnvironment env, out TRes result, string name, string options, params object[] extra)
            where TRes : class => TryCreateInstance(env, typeof(TSig), out result, name, options, extra);

        /// <summary>Makes the component of a name; false where there is none of that name and signature.</summary>
        internal static bool TryCreateInstance<TRes>(
            IHostEnvironment env, Type signatureType, out TRes result, string name, string options, params object[] extra)
            where TRes : class
        {
            Contracts.CheckValue(env, nameof(env));
            LoadableClassInfo info = env.ComponentCatalog.GetLoadableClassInfo(name, signatureType);
            if (info is null)
            {
                result = null;
                return false;
            }

            int given = extra is null ? 0 : extra.Length;
            if (info.ExtraArgCount != given)
            {
                throw env.Except(
                    "Wrong number of extra parameters for loadable class '{0}', need '{1}', given '{2}'", name, info.ExtraArgCount, given);
            }

            if (!string.IsNullOrWhiteSpace(options))
            {
                throw env.Except("Loadable class '{0}' doesn't support settings", name);
            }

            result = info.CreateInstance<TRes>(env, info.CreateArguments(), extra ?? []);
            return true;
        }

        internal LoadableClassInfo GetLoadableClassInfo<TSig>(string loadName) => GetLoadableClassInfo(loadName, typeof(TSig));

        internal LoadableClassInfo GetLoadableClassInfo(string loadName, Type signatureType)
        {
            Contracts.CheckParam(
                signatureType.BaseType == typeof(MulticastDelegate), nameof(signatureType), "signatureType must be a delegate type");
            lock (_lock)
            {
                return _classesByName.GetValueOrDefault((Normalize(loadName ?? ""), signatureType));
            }
        }

        internal LoadableClassInfo[] FindLoadableClasses<TSig>()
        {
            lock (_lock)
            {
                return _classes.Where(c => c.SignatureTypes.Contains(typeof(TSig))).ToArray();
            }
        }

        internal object GetExtensionValue(IHostEnvironment env, Type attributeType, string contractName)
        {
            Type type;
            lock (_lock)
            {
                type = _extensions.GetValueOrDefault((attributeType, contractName));
            }

            return type is not null
                ? Activator.CreateInstance(type)
                : throw env.Except(
                    $"Unable to locate an extension for the contract '{contractName}'. Ensure you have called "
                    + $"{nameof(ComponentCatalog)}.{nameof(RegisterAssembly)} with the Assembly that contains a class decorated with a "
                    + $"'{attributeType.FullName}'.");
        }

        private static string Normalize(string name) => name.ToLowerInvariant().Trim();

        private void AddClass(LoadableClassInfo info, bool throwOnError)
        {
            _classes.Add(info);
            foreach (Type signature in info.SignatureTypes)
            {
                foreach (string name in info.LoadNames)
                {
                    (string Name, Type Signature) key = (name.ToLowerInvariant(), signature);
                    if (!_classesByName.TryAdd(key, info) && throwOnError)
                    {
                        throw Contracts.Except(
                            $"ComponentCatalog cannot map name '{name}' and SignatureType '{signature}' to {info.Type.Name}, "
                            + $"already mapped to {_classesByName[key].Type.Name}.");
                    }
                }
            }
        }

        private void AddExtension(ExtensionBaseAttribute extension, Type type, bool throwOnError)
        {
            if (!_extensions.TryAdd((extension.GetType(), extension.ContractName), type) && throwOnError)
            {
                throw Contracts.Except(
                    $"An extension for '{extension.GetType().Name}' with contract '{extension.ContractName}' has already been registered "
                    + $"in the {nameof(ComponentCatalog)}.");
            }
        }
    }
}
