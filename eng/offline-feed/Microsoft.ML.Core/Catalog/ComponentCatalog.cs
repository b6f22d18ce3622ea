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
    public sealed class ComponentCatalog
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

        internal static TRes CreateInstance<TRes>(IHostEnvironment env, Type signatureType, string name, string options, params object[] extra)
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
            Contracts.CheckParam(signatureType.BaseType == typeof(MulticastDelegate), nameof(signatureType), "signatureType must be a delegate type");
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
                    if (!_classesByName.TryAdd((name.ToLowerInvariant(), signature), info) && throwOnError)
                    {
                        throw Contracts.Except(
                            $"ComponentCatalog cannot map name '{name}' and SignatureType '{signature}' to {info.Type.Name}, already mapped to "
                            + $"{_classesByName[(name.ToLowerInvariant(), signature)].Type.Name}.");
                    }
                }
            }
        }

        private void AddExtension(ExtensionBaseAttribute extension, Type type, bool throwOnError)
        {
            if (!_extensions.TryAdd((extension.GetType(), extension.ContractName), type) && throwOnError)
            {
                throw Contracts.Except(
                    $"An extension for '{extension.GetType().Name}' with contract '{extension.ContractName}' has already been registered in the "
                    + $"{nameof(ComponentCatalog)}.");
            }
        }

        /// <summary>A class in the catalog.</summary>
        internal sealed class LoadableClassInfo
        {
            private readonly Factory _factory;
            private readonly Type[] _parameters;

            internal LoadableClassInfo(LoadableClassAttributeBase declared, Factory factory)
            {
                _factory = factory;
                _parameters = declared.CtorTypes;
                Type = declared.InstanceType;
                LoaderType = declared.LoaderType;
                ArgType = declared.ArgType;
                SignatureTypes = declared.SigTypes;
                Summary = declared.Summary;
                UserName = declared.UserName;
                LoadNames = declared.LoadNames;
            }

            public Type Type { get; }

            public Type LoaderType { get; }

            public Type ArgType { get; }

            public IReadOnlyList<Type> SignatureTypes { get; }

            public string Summary { get; }

            public string UserName { get; }

            public IReadOnlyList<string> LoadNames { get; }

            /// <summary>How many arguments the signature has.</summary>
            internal int ExtraArgCount => ArgType is null ? _parameters.Length : _parameters.Length - 1;

            public object CreateArguments()
            {
                if (ArgType is null)
                {
                    return null;
                }

                ConstructorInfo constructor = ArgType.GetConstructor(Type.EmptyTypes)
                    ?? throw Contracts.Except(
                        "Loadable class '{0}' has ArgType '{1}', which has no suitable constructor", UserName, ArgType);
                return constructor.Invoke(null);
            }

            public TRes CreateInstance<TRes>(IHostEnvironment env, object args, object[] extra)
            {
                Contracts.CheckValue(env, nameof(env));
                if (!typeof(TRes).IsAssignableFrom(Type))
                {
                    throw Contracts.Except("Loadable class '{0}' does not derive from '{1}'", LoadNames[0], typeof(TRes).FullName);
                }

                env.Check((ArgType is null) == (args is null));
                env.Check(extra.Length == ExtraArgCount);
                if (_factory is null)
                {
                    throw Contracts.Except("Can't instantiate class '{0}'", Type.Name);
                }

                return (TRes)_factory.Invoke(env, ArgType is null ? extra : [args, .. extra]);
            }
        }

        /// <summary>The constructor, Create method or Instance property that makes a component.</summary>
        internal sealed class Factory
        {
            private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic;
            private readonly MethodBase _method;
            private readonly bool _needsEnvironment;

            private Factory(MethodBase method, bool needsEnvironment)
            {
                _method = method;
                _needsEnvironment = needsEnvironment;
            }

            /// <summary>
            /// Finds how to make a component: by the parameters of its signature or, failing that, by an environment and those. If there
            /// is both a constructor and a Create method, the more accessible of them is meant.
            /// </summary>
            public static Factory Find(LoadableClassAttributeBase declared, bool throwOnError)
            {
                Type type = declared.InstanceType;
                if (type == typeof(void))
                {
                    return null; // Nothing is ever made of it.
                }

                if (declared.CtorTypes.Length == 0 && InstanceGetter(declared) is MethodInfo getter)
                {
                    return new Factory(getter, needsEnvironment: false);
                }

                Factory constructor = WithOrWithoutEnvironment(declared, p => type.IsAssignableFrom(declared.LoaderType)
                    ? declared.LoaderType.GetConstructor(BindingFlags.Instance | Any, p)
                    : null);
                Factory create = WithOrWithoutEnvironment(declared, p =>
                    declared.LoaderType.GetMethod("Create", BindingFlags.Static | BindingFlags.DeclaredOnly | Any, p) is { } method
                    && method.ReturnType == type ? method : null);
                if (constructor is not null && create is not null)
                {
                    int difference = AccessOf(constructor._method).CompareTo(AccessOf(create._method));
                    if (difference == 0)
                    {
                        throw Contracts.Except(
                            $"Can't load type {type}, because it has both create and constructor methods with the same visibility. Please "
                            + "indicate which one should be used by changing either the signature or the visibility of one of them.");
                    }

                    return difference > 0 ? constructor : create;
                }

                Factory found = constructor ?? create;
                return found is not null || !throwOnError
                    ? found
                    : throw Contracts.Except($"Can't instantiate loadable class '{type.Name}' with name '{declared.LoadNames[0]}'");
            }

            public object Invoke(IHostEnvironment env, object[] args)
            {
                if (_needsEnvironment)
                {
                    args = [env, .. args];
                }

                try
                {
                    return _method is ConstructorInfo constructor ? constructor.Invoke(args) : _method.Invoke(null, args);
                }
                catch (TargetInvocationException e) when (e.InnerException is not null && e.InnerException.IsMarked())
                {
                    throw Contracts.Except(e, "Error during class instantiation");
                }
            }

            private static Factory WithOrWithoutEnvironment(LoadableClassAttributeBase declared, Func<Type[], MethodBase> find) =>
                find(declared.CtorTypes) is { } plain ? new Factory(plain, needsEnvironment: false)
                : find([typeof(IHostEnvironment), .. declared.CtorTypes]) is { } hosted ? new Factory(hosted, needsEnvironment: true)
                : null;

            private static MethodInfo InstanceGetter(LoadableClassAttributeBase declared)
            {
                PropertyInfo property = declared.LoaderType.GetProperty("Instance", declared.InstanceType);
                MethodInfo getter = property?.DeclaringType == declared.LoaderType ? property.GetGetMethod() : null;
                return getter is { IsStatic: true } ? getter : null;
            }

            private static int AccessOf(MethodBase method) => (method.Attributes & MethodAttributes.MemberAccessMask) switch
            {
                MethodAttributes.FamANDAssem => 0,
                MethodAttributes.Private => 1,
                MethodAttributes.Family => 2,
                MethodAttributes.FamORAssem => 3,
                MethodAttributes.Assembly => 4,
                _ => 5,
            };
        }
    }
}
