using System;
using System.Collections.Generic;
using System.Reflection;

namespace Microsoft.ML.Runtime
{
    public sealed partial class ComponentCatalog
    {
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
    }
}
