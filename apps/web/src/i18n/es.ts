import { capital } from "./capital.ts";
import type { Words } from "./en.ts";

/**
 * Spanish, for readers of every country, with «usted». Names of places stand after a colon, since
 * they come without their article; so do times, since an hour and a day ask for different ones.
 */
export const es: Words = {
  app: {
    name: "Graticule",
    tagline:
      "Videorreuniones que respetan las fronteras sin que estas las terminen. Limite por lugar quién puede unirse; a nadie más le afecta.",
    process: "Cómo gestiona este servicio las solicitudes de los gobiernos",
    inPublic: "Solicitudes de los gobiernos",
    skip: "Ir al contenido",
    loading: "Un momento…",
    offline:
      "El servicio no responde. Revise su conexión; esta página vuelve a intentarlo automáticamente.",
    failed: "Algo falló de nuestro lado. Inténtelo de nuevo en un momento.",
    tooMany: "Eso fue un poco rápido. Espere un momento e inténtelo de nuevo.",
    retry: "Intentar de nuevo",
    copy: "Copiar",
    copied: "Copiado",
    sayMore: "Escriba al menos unas palabras.",
    home: "Ir a la página de inicio",
    placesBy: "Datos de ubicación:",
    certain: (ipv4: string, ipv6: string) =>
      `Podemos estar seguros del lugar del ${ipv4} de las direcciones IPv4 y del ${ipv6} de las IPv6.`,
    noneCertain: "Por ahora no podemos estar seguros del lugar de nadie.",
    language: "Idioma",
    machine: "Traducción automática: algunas frases pueden sonar raras.",
  },
  home: {
    title: "Unirse a una reunión",
    linkLabel: "Pegue el enlace de la reunión",
    linkWrong: "Eso no es un enlace de reunión. Copie entero el enlace que recibió y péguelo aquí.",
    go: "Unirse",
    meetings: "Reuniones",
    start: "Iniciar una reunión",
    schedule: "Programar una reunión",
    meetingOf: (name: string) => `Reunión de ${name}`,
    signIn: "Iniciar sesión",
    signOut: "Cerrar sesión",
    account: "Su cuenta",
    administration: "Administración",
    desk: "Mesa de solicitudes",
    signInToMake: "Para crear una reunión hace falta una cuenta; para unirse basta con el enlace.",
    mine: "Sus reuniones",
    mineOnDevice: "Guardadas en este navegador",
    none: "No hay nada previsto. Sus reuniones aparecerán aquí.",
    noAnswer: "Sus reuniones no se pueden mostrar en este momento.",
    manage: "Gestionar",
    manageOf: (title) => `Gestionar: ${title}`,
    more: "Mostrar todo",
    inProgress: "En curso",
    joinOf: (title) => `Unirse: ${title}`,
    repeats: "se repite",
    anytime: "en cualquier momento",
    ended: "Terminadas",
    endedKept:
      "En «Gestionar» encontrará el historial y el registro de las reglas de acceso hasta que todo se elimine.",
    deletedOn: (day) => `se eliminará: ${day}`,
    startFault: {
      "no-keys":
        "Este navegador no puede cifrar una reunión. Puede programar una sin cifrado en «Options».",
      "code-kept":
        "El servicio dio a esta reunión el código de otra cuyos enlaces guarda este navegador. Aquí no se guardó nada de la nueva, así que esos enlaces están a salvo. Inténtelo de nuevo.",
    },
  },
  sentence: {
    everyone: "Todo el mundo puede unirse, desde cualquier lugar.",
    hostOpen: "El anfitrión deja unirse desde cualquier lugar.",
    order: (places, time) =>
      `Por una orden no pueden unirse quienes están con seguridad en: ${places}. Esto vale hasta: ${time}.`,
    orderBy: (who, places, time) =>
      `Por una orden (${who}) no pueden unirse quienes están con seguridad en: ${places}. Esto vale hasta: ${time}.`,
    orderExcept: (places) => `No vale para: ${places}.`,
    limitedByOrder: "Una orden limita el acceso según el lugar.",
    except: (places) => `No pueden unirse las personas que están en: ${places}.`,
    only: (places) => `Solo pueden unirse las personas que están en: ${places}.`,
    onlyNever: (places, never) =>
      `Solo pueden unirse las personas que están en: ${places}. Nadie puede unirse desde: ${never}.`,
    doubtAdmit: "Si no podemos saber dónde está una persona, puede unirse.",
    doubtHold: "Si no podemos saber dónde está una persona, espera en la sala de espera.",
    doubtRefuse: "Si no podemos saber dónde está una persona, tampoco puede unirse.",
    doubtAsk:
      "Si no podemos saber dónde está una persona y algún lugar es probable, se lo preguntamos; si su respuesta encaja, puede unirse. Las demás personas esperan en la sala de espera.",
    until: (time) => `Esto vale hasta: ${time}.`,
    more: (count) => (count === 1 ? "1 lugar más" : `${count} lugares más`),
    nowhere: "…",
    setBy: {
      host: "el anfitrión",
      "co-host": "un coanfitrión",
      acting: "quien actuaba como anfitrión",
    },
    limit: {
      "meeting/closed": (who, places) => `${capital(who)} cerró esta reunión para: ${places}.`,
      "meeting/closed-until": (who, places, time) =>
        `${capital(who)} cerró esta reunión para: ${places}. Esto vale hasta: ${time}.`,
      "meeting/only": (who, places) => `${capital(who)} abrió esta reunión solo para: ${places}.`,
      "meeting/only-until": (who, places, time) =>
        `${capital(who)} abrió esta reunión solo para: ${places}. Esto vale hasta: ${time}.`,
      "account/closed": (places) =>
        `La organización del anfitrión cerró todas sus propias reuniones para: ${places}.`,
      "account/closed-until": (places, time) =>
        `La organización del anfitrión cerró todas sus propias reuniones para: ${places}. Esto vale hasta: ${time}.`,
      "account/only": (places) =>
        `La organización del anfitrión abrió todas sus propias reuniones solo para: ${places}.`,
      "account/only-until": (places, time) =>
        `La organización del anfitrión abrió todas sus propias reuniones solo para: ${places}. Esto vale hasta: ${time}.`,
      "platform/closed": (places) => `Este servicio está cerrado para: ${places}.`,
      "platform/closed-until": (places, time) =>
        `Este servicio está cerrado para: ${places}. Esto vale hasta: ${time}.`,
      "platform/only": (places) => `Este servicio está abierto solo para: ${places}.`,
      "platform/only-until": (places, time) =>
        `Este servicio está abierto solo para: ${places}. Esto vale hasta: ${time}.`,
    },
    because: (ground) => `Motivo: ${ground}.`,
    ground: {
      sanctions: "sanciones",
      licence: "una licencia",
      security: "seguridad",
      "own-policy": "las normas del propio servicio",
      unnamed: "no se indica",
    },
  },
  door: {
    from: {
      sure: (place) => `Se conecta desde: ${place} · con certeza`,
      likely: (place) => `Se conecta desde: ${place} · probablemente`,
      "cannot-tell": (place) => `Se conecta desde: ${place} · sin certeza`,
    },
    fromNowhere: "No podemos saber desde dónde se conecta usted",
    notRight: "¿No es correcto?",
    why: "¿Por qué?",
    howKnown: "¿Cómo lo saben?",
    notRightText:
      "Una VPN, una red de empresa o una red móvil a menudo parece estar en otro lugar. Desactívela o use otra red y abra de nuevo esta página; si eso no ayuda, dígaselo al anfitrión.",
    because: {
      "too-quick": (place) =>
        `Su conexión responde demasiado rápido para venir de este lugar: ${place}.`,
      "paths-differ":
        "Su sonido y su imagen vienen por otro camino que esta página, y los dos no concuerdan.",
      shared:
        "Su dirección de red la comparten personas de muchos lugares, como ocurre con una VPN.",
      "records-differ": "Los registros de redes indican lugares distintos para su conexión.",
      "own-list": "Su red está en la lista propia de este servicio, bajo este lugar.",
      "records-agree": "Varios registros de redes independientes indican este lugar.",
      mobile: "Usted está en una red móvil, que puede parecer estar en otro lugar.",
      "own-word": "Usted dijo que no está allí, y eso cuenta.",
      "registered-elsewhere":
        "Su red está registrada en un país distinto de aquel en el que parece estar.",
      "old-records": "Los registros de redes que indican este lugar son antiguos.",
      "too-few-records":
        "Muy pocos registros de redes independientes indican este lugar como para estar seguros.",
      "paths-agree": "Su sonido y su imagen también vienen de allí.",
      "nothing-known": "No se sabe nada sobre dónde está su red.",
    },
    name: "Su nombre",
    namePlaceholder: "Como lo verán los demás",
    nameMissing: "Diga su nombre a los demás.",
    remember: "Recordar mi nombre en este dispositivo",
    camera: "Cámara",
    microphone: "Micrófono",
    speaker: "Altavoz",
    cameraOn: "Encender la cámara",
    cameraOff: "Apagar la cámara",
    micOn: "Encender el micrófono",
    micOff: "Apagar el micrófono",
    cameraIsOff: "Su cámara está apagada",
    noNetwork:
      "Su navegador no encuentra ninguna red para el sonido y la imagen, así que es probable que no pueda entrar. Conecte este dispositivo a una red y vuelva a cargar esta página, o pruebe otro navegador.",
    noCamera: "Sin cámara",
    noMicrophone: "Sin micrófono",
    systemSpeaker: "Predeterminado del sistema",
    deviceUnnamed: (index) => `Dispositivo ${index}`,
    devices: "Dispositivos",
    blur: "Desenfocar mi fondo",
    blurFailed: "El fondo no se puede desenfocar en este dispositivo.",
    level: "Volumen de su voz",
    heard: "Le oímos",
    silent: "Todavía no le oímos",
    join: "Unirse",
    askToJoin: "Pedir entrar",
    joining: "Entrando…",
    starts: (time) => `Comienza: ${time}. Ya puede unirse.`,
    untitled: "Una reunión",
    you: "Usted",
    alsoHere:
      "Esta reunión está abierta en otra pestaña. Si también se une aquí, estará en ella dos veces.",
    opened: "Ahora puede unirse. Lo que se lo impedía ha cambiado.",
    openedAsk: "Ahora puede pedir entrar. Lo que se lo impedía ha cambiado.",
    pass: {
      valid: "El anfitrión le dio un pase de invitado: puede unirse desde aquí.",
      ask: "El anfitrión le dio un pase de invitado: desde aquí puede pedir entrar, y el anfitrión decide.",
      used: "Este pase ya se usó. Si se une ahora, pasa a usted y deja de servir a quien lo usó.",
      gone: "El pase de su enlace ya no sirve. Pida uno nuevo al anfitrión.",
      notNeeded: "El pase de su enlace ya no sirve, pero puede unirse desde aquí sin él.",
    },
    holds: "Quién puede unirse",
    encrypted: "Cifrada de extremo a extremo",
    encryptedText:
      "La imagen, el sonido, las pantallas compartidas y el chat se cifran en su dispositivo y solo se abren en los de quienes están dentro. Quien administra este servicio no puede verlos ni oírlos si no tiene el enlace completo: cualquiera que lo tenga y a quien se deje entrar recibe claves.",
    encryptedVouched: "Cifrada de extremo a extremo, con aval",
    vouchedText:
      "La imagen, el sonido, las pantallas compartidas y el chat se cifran en su dispositivo y solo se abren en los de quienes están dentro. Quien administra este servicio no puede verlos ni oírlos. Solo reciben claves las personas por las que responde un anfitrión: el enlace por sí solo no basta.",
    encryptionOff: "El cifrado de extremo a extremo está desactivado en esta reunión.",
    seenByHost: "Qué puede ver el anfitrión",
    seenByHostText:
      "El anfitrión y todas las personas presentes ven su nombre. El anfitrión y quienes le ayudan ven además cuántas personas se conectan desde cada lugar; si son menos de cinco, solo ven «unas pocas». A nadie se le muestra desde dónde se conecta usted en particular. En una reunión pequeña, quienes la dirigen pueden adivinarlo por los números o por quién sale cuando cambia una regla. Su dirección de red nunca se guarda.",
    waits: {
      lobby: "Esperará en la sala de espera hasta que el anfitrión le deje entrar.",
      locked:
        "La reunión está cerrada a nuevas entradas. Esperará en la sala de espera hasta que el anfitrión le deje entrar.",
      "cannot-tell":
        "No podemos saber desde dónde se conecta; por eso esperará en la sala de espera hasta que el anfitrión le deje entrar.",
      "sent-back": "Esperará en la sala de espera hasta que el anfitrión le deje entrar de nuevo.",
      ask: "No podemos saber desde dónde se conecta; por eso se lo preguntaremos.",
    },
  },
  lobby: {
    title: "Usted está en la sala de espera",
    because: {
      lobby: "El anfitrión decide quién entra.",
      locked:
        "La reunión está cerrada a nuevas entradas, y el anfitrión decide quién entra todavía.",
      "cannot-tell": "No podemos saber desde dónde se conecta; por eso decide el anfitrión.",
      terms:
        "Tras una denuncia desde dentro de la reunión, este servicio le sacó de ella según sus condiciones de uso, hasta que la reunión termine o el anfitrión le deje entrar de nuevo. Si cree que es un error, escriba a quien administra este servicio.",
      "media-path":
        "Esta reunión mira el camino que siguen su sonido y su imagen, y todavía no lo vemos. Si sigue así, quizá su red no lo deje pasar (UDP). El anfitrión puede dejarle entrar.",
      "sent-back": "El anfitrión le pidió que espere aquí. Quizá sea solo un momento.",
    },
    byItself: "Esta página le deja entrar automáticamente. No tiene que hacer nada.",
    as: (name) => `Su nombre en la reunión: ${name}`,
    declined:
      "El anfitrión no puede dejarle entrar en este momento. Puede quedarse y preguntar de nuevo en unos minutos.",
    askAgain: "Preguntar de nuevo",
    leave: "Salir",
    askTitle: "¿Desde dónde se conecta ahora?",
    askWhy:
      "Su conexión no nos lo dice con certeza. Si su respuesta encaja con lo que vemos, entra enseguida; si no, decide el anfitrión. Su respuesta no se guarda.",
    askField: "País, región o territorio",
    askNothing: "No hay nada con ese nombre.",
    answer: "Ahí es donde estoy",
    asked: "Gracias. Ahora decide el anfitrión.",
  },
  check: {
    title: "¿Podré entrar?",
    yes: "Desde aquí podrá entrar.",
    waits: "Desde aquí llegará a la sala de espera.",
    waitsWhy: {
      lobby: "El anfitrión decide quién entra.",
      locked:
        "La reunión está cerrada a nuevas entradas en este momento, y el anfitrión decide quién entra todavía.",
      "cannot-tell": "No podemos saber desde dónde se conecta; por eso decide el anfitrión.",
      "sent-back": "El anfitrión decide quién entra.",
      ask: "No podemos saber desde dónde se conecta. Se lo preguntaremos y, si su respuesta encaja con lo que vemos, entrará enseguida.",
    },
    no: "Tal como están las cosas, desde aquí no puede unirse.",
    what: {
      meeting:
        "¿Estará en otro lugar ese día, o el lugar no es correcto? Desactive la VPN o use otra red y mire de nuevo. Si no, escriba al anfitrión: puede cambiar esto o darle un pase de invitado.",
      account:
        "¿Estará en otro lugar ese día, o el lugar no es correcto? Desactive la VPN o use otra red y mire de nuevo. Si no, escriba al anfitrión: la organización del anfitrión puede cambiar esto.",
      platform:
        "¿Estará en otro lugar ese día, o el lugar no es correcto? Desactive la VPN o use otra red y mire de nuevo. Ningún anfitrión puede cambiar esto; solo puede hacerlo quien administra este servicio.",
      order:
        "Esto solo afecta a personas cuyo lugar se conoce con certeza. ¿El lugar no es correcto? Desactive la VPN o use otra red y mire de nuevo.",
      banned: "Si cree que es un error, escriba al anfitrión.",
      removed:
        "Puede pedir entrar. Entonces esperará en la sala de espera hasta que el anfitrión decida.",
    },
    onTheDay:
      "Esto vale para la conexión que usa ahora. Lo que cuenta es la conexión que use ese día.",
    nothingKept: "Mirar aquí no guarda nada ni avisa a nadie. No se usa ninguna cámara.",
    starts: (time) => `Comienzo de la reunión: ${time}.`,
    again: "Mirar de nuevo",
    open: "Ir a la reunión",
  },
  device: {
    camera: {
      denied:
        "Su navegador no da la cámara a esta página. Permítala junto a la dirección, o siga sin ella.",
      missing: "No se encontró ninguna cámara. Puede seguir sin ella.",
      busy: "Otro programa está usando la cámara. Ciérrela allí, o siga sin ella.",
      other: "La cámara no se encendió. Puede seguir sin ella.",
    },
    microphone: {
      denied:
        "Su navegador no da el micrófono a esta página. Permítalo junto a la dirección, o siga sin él.",
      missing: "No se encontró ningún micrófono. Puede seguir sin él.",
      busy: "Otro programa está usando el micrófono. Ciérrelo allí, o siga sin él.",
      other: "El micrófono no se encendió. Puede seguir sin él.",
    },
    screen: {
      denied:
        "Su sistema no da la pantalla a su navegador. Permítale grabar la pantalla en los ajustes del sistema, o siga sin ella.",
      missing: "No se encontró ninguna pantalla. Puede seguir sin ella.",
      busy: "Otro programa está usando la pantalla. Ciérrela allí, o siga sin ella.",
      other: "No se pudo compartir la pantalla. Puede seguir sin ella.",
    },
    insecure: "Las cámaras y los micrófonos solo funcionan con https o en localhost.",
  },
  gone: {
    notFoundTitle: "Aquí no hay ninguna reunión",
    notFound:
      "Puede que el enlace esté incompleto o que la reunión se haya borrado. Pida el enlace de nuevo.",
    endedTitle: "Esta reunión ha terminado",
    ended: "Se terminó para todos.",
    endedByYou: "Usted la terminó para todos.",
    closedTitle: "Esta reunión está cerrada",
    closed:
      "Este servicio terminó esta reunión, o suspendió la cuenta de su anfitrión, según sus condiciones de uso. Dos personas lo acordaron tras una denuncia desde dentro. Si cree que es un error, escriba a quien administra este servicio.",
    lostTitle: "Falló la conexión con la reunión",
    lost: "La reunión sigue. Compruebe su red y únase de nuevo. Algunas redes no dejan pasar las llamadas: si vuelve a fallar, pruebe con otra.",
    leftTitle: "Ha salido de la reunión",
    left: "Sigue sin usted.",
    leftAlone: "No hay nadie más en la reunión. El enlace sigue funcionando.",
    elsewhereTitle: "Esta reunión está abierta en otra pestaña",
    elsewhere:
      "Ahora está en ella allí. Si se une de nuevo aquí, saldrá de la reunión en la otra pestaña.",
    again: "Unirse de nuevo",
    cannotCheckTitle: "Ahora mismo no podemos dejar entrar a nadie",
    cannotCheck:
      "El servicio no puede comprobar las reglas de la reunión en este momento, así que nadie puede entrar. Esta página vuelve a intentarlo automáticamente.",
    noMedia:
      "En este momento no hay ningún servidor multimedia disponible en la región que el anfitrión eligió para esta reunión. Esta página vuelve a intentarlo automáticamente.",
    failedTitle: "Eso no funcionó",
    noAnswerTitle: "El servicio no responde en este momento",
    noAnswer: "Su enlace no es la causa. Esta página vuelve a intentarlo automáticamente.",
    bringBack: "Le devolveremos a la reunión en cuanto responda. No tiene que hacer nada.",
    tryNow: "Intentar ahora",
    pageTitle: "Aquí no hay nada",
    page: "Puede que la dirección esté incompleta.",
  },
  incomplete: {
    title: "Este enlace no está completo",
    another: "El final de este enlace no es el de esta reunión",
    full: "Esta reunión está completa",
    fullText:
      "Ya hay tantas personas como caben en una reunión cifrada. Inténtelo de nuevo cuando alguien haya salido.",
    notTaken: "Esta página no pudo acordar las claves",
    notTakenText:
      "El servicio no aceptó lo que dice este navegador. Vuelva a cargar la página. Si no sirve, pruebe con otro navegador.",
    cannot: "Este navegador no puede unirse a una reunión cifrada",
    cannotText:
      "No puede cifrar la imagen y el sonido de extremo a extremo. Abra el enlace en una versión actual de Firefox, Chrome, Edge o Safari.",
    broke: "El cifrado de esta llamada dejó de funcionar aquí",
    brokeText:
      "Su página salió de la llamada para que nada se envíe sin cifrar. La reunión sigue. Vuelva a cargar la página para regresar. Si ocurre otra vez, avise a quienes administran este servicio.",
    why: "La reunión está cifrada de extremo a extremo. Lo que la abre está al final del enlace, después del signo #. Este servicio nunca lo tiene, así que no puede añadirlo.",
    whatToDo: "Pida el enlace completo a quien le invitó y ábralo o péguelo aquí.",
    paste: "El enlace completo",
    wrong: "Ese no es el enlace completo de esta reunión.",
    otherHost:
      "Llegó aquí con un enlace que indica quién responde por las personas en esta reunión. Este enlace indica a otra persona, o a nadie, así que no se ha usado. Pregunte a quien le invitó cuál es el correcto. Si es este, ábralo en una pestaña nueva.",
    firstLink: "Seguir con el primer enlace",
    go: "Continuar",
  },
  refused: {
    short: "No puede unirse",
    title: "Ahora no puede unirse desde aquí.",
    innocent: "Usted no ha hecho nada malo.",
    wasInside: "Hasta ahora usted estaba en esta reunión.",
    yours: "Esta reunión es suya: puede cambiar quién puede unirse y volver a entrar.",
    yoursReason: {
      "denied-place": (place) => `Usted cerró esta reunión para este lugar: ${place}.`,
      "outside-allowed":
        "Usted abrió esta reunión solo para ciertos lugares, y el suyo no es uno de ellos.",
      only: (places) => `Usted abrió esta reunión solo para: ${places}.`,
      "cannot-tell":
        "Usted limitó esta reunión según el lugar, y no podemos saber desde dónde se conecta usted.",
    },
    bannedTitle: "No puede unirse a esta reunión.",
    removedTitle: "Usted está fuera de la reunión.",
    removedHelp:
      "Puede pedir entrar otra vez. Entonces esperará en la sala de espera hasta que el anfitrión decida.",
    askAgain: "Pedir entrar",
    bannedHelp: "Si cree que es un error, escriba a quien le envió la invitación.",
    opens: "Deje esta página abierta: si eso cambia, podrá escribir aquí su nombre y unirse.",
    byItselfAs: (name) =>
      `Deje esta página abierta: si eso cambia, le deja entrar automáticamente con el nombre «${name}», con la cámara y el micrófono como los tenía.`,
    byItselfOff: (name) =>
      `Deje esta página abierta: si eso cambia, le deja entrar automáticamente con el nombre «${name}», con la cámara y el micrófono apagados.`,
    notThere: "No estoy allí",
    leave: "Salir",
    why: "Por qué",
    whoDemanded: "Quién lo exigió",
    law: "Según qué ley",
    reasonGiven: "La razón indicada",
    until: "Hasta",
    noEnd: "No se ha fijado un final.",
    noEndBy: {
      meeting: "El anfitrión no ha fijado un final.",
      account: "La organización del anfitrión no ha fijado un final.",
      platform: "Este servicio no ha fijado un final.",
    },
    unaffected: "A qué no afecta esto",
    unaffectedText:
      "La reunión sigue para todos los demás. Nada más cambia para usted: sus otras reuniones, enlaces y cuentas funcionan como antes.",
    sealed: "Por ahora no podemos decirlo.",
    appeal: "Apelar",
    contact: (contact) => `Quien administra este servicio: ${contact}`,
    knock: {
      lead: "Pida al anfitrión que le deje entrar. El anfitrión y quienes le ayudan verán su nombre y lo que usted escriba aquí; los demás participantes no.",
      leadThere:
        "Pida al anfitrión que le deje entrar de todos modos. El anfitrión y quienes le ayudan verán su nombre, lo que usted escriba aquí y que usted está donde esta reunión está cerrada; los demás participantes no.",
      off: "Si dice que sí, entrará con la cámara y el micrófono apagados.",
      text: "¿Qué debe saber el anfitrión?",
      optional: "Puede dejar esto vacío.",
      send: "Preguntar al anfitrión",
      sent: "Hemos preguntado al anfitrión. Si dice que sí, esta página le deja entrar automáticamente.",
      declined:
        "El anfitrión no puede dejarle entrar esta vez. Los demás participantes no saben que usted preguntó. Puede preguntar de nuevo en unos minutos.",
      closed: "Aquí el anfitrión no puede dejarle entrar.",
    },
    contest: {
      lead: "Si en realidad está en otro lugar, dígalo aquí. Entrará enseguida si algo más lo respalda. Si no, alguien de este servicio responde en diez minutos, y sin respuesta entrará.",
      send: "Decir que no estoy allí",
      waits: (time: string) =>
        `Alguien de este servicio lo está mirando. Si nadie responde, entrará a más tardar: ${time}. Mantenga esta página abierta.`,
      staysOut: "Alguien de este servicio respondió que se queda fuera, y escribió por qué:",
      isIn: "Puede entrar.",
      inside: {
        lead: "Si en realidad está en otro lugar, dígalo aquí. Se queda si algo más lo respalda. Si no, alguien de este servicio responde en diez minutos. Hasta entonces se queda, y sin respuesta se queda.",
        waits: (time: string) =>
          `Alguien de este servicio lo está mirando. Se queda hasta que responda. Si nadie responde antes de este momento, se queda: ${time}.`,
        staysOut:
          "Alguien de este servicio respondió que la orden vale para usted, y escribió por qué:",
        isIn: "Puede quedarse en la reunión.",
      },
      device: {
        lead: "Su dispositivo puede decir dónde está. Para averiguarlo, su navegador suele enviar los nombres de las redes wifi que le rodean a la empresa que lo fabrica. Esta página nos envía después el país o la región, y nada más. Ayuda a quien responde, pero no basta para entrar.",
        send: "Preguntar a mi dispositivo",
        said: (place: string) => `Su dispositivo dice: ${place}. Lo lee quien responde.`,
        denied: "Su navegador no lo permitió. No hace falta: espere la respuesta.",
        unavailable: "Su dispositivo no sabe dónde está. No hace falta: espere la respuesta.",
        late: "Su dispositivo tardó demasiado. Inténtelo de nuevo o espere la respuesta.",
      },
    },
    notThereHelp: {
      account:
        "La organización del anfitrión decidió esto para todas sus propias reuniones, así que el anfitrión no puede dejarle entrar. Una VPN, una red de empresa o una red móvil puede hacer que usted parezca estar en otro lugar: desactívela o use otra red, y puede que esta página le deje entrar. Si eso no ayuda, escriba a quien le envió la invitación.",
      platform:
        "Este servicio decidió esto para todas las reuniones, así que ningún anfitrión puede dejarle entrar. Una VPN, una red de empresa o una red móvil puede hacer que usted parezca estar en otro lugar: desactívela o use otra red, y puede que esta página le deje entrar. Si eso no ayuda, escriba a quien administra este servicio.",
      order:
        "Esto solo afecta a personas cuyo lugar se conoce con certeza, y ningún anfitrión puede dejarle entrar. Una VPN, una red de empresa o una red móvil puede hacer que usted parezca estar en otro lugar: desactívela o use otra red, y puede que esta página le deje entrar. Si eso no ayuda, diga abajo que no está allí. Si aun así no puede unirse, apele.",
    },
  },
  appeal: {
    lead: "Diga por qué esto es un error, en cualquier idioma. No tiene que decir quién es ni por qué quiere estar en la reunión.",
    clock:
      "Alguien que no tuvo parte en la orden decide en 72 horas, o en la mitad del tiempo que queda si es menos. Si nadie lo hace, la orden termina por sí sola.",
    text: "Su apelación",
    send: "Enviar la apelación",
    sent: "Su apelación se envió.",
    dueOn: (day: string) =>
      `Se decide el ${day} a más tardar; si no, la orden termina por sí sola.`,
    link: "Su enlace privado",
    linkHint: "Guárdelo: muestra lo que se decidió. Solo se muestra ahora.",
    decided: "Ya se decidió una apelación contra esta orden.",
    over: "Esta orden ya terminó.",
    wrongTitle: "Este enlace no funciona",
    wrong: "La parte después del signo # falta o no es correcta. Abra el enlace completo.",
    madeOn: (day: string) => `Enviada el ${day}`,
    state: {
      open: "Todavía no ha decidido nadie.",
      upheld: "La orden sigue.",
      overturned:
        "Usted tenía razón: la orden terminó. Todas las personas que quedaron fuera pueden entrar.",
      "not-decided-in-time": "Nadie decidió a tiempo, así que la orden terminó por sí sola.",
      "order-over": "La orden terminó antes de que alguien decidiera.",
    },
    reasons: "Razones",
    yours: "Lo que usted escribió",
    destroyed:
      "Este texto fue destruido. Lo que se escribe sobre una orden se guarda alrededor de un año después de que termina.",
  },
  order: {
    state: {
      ahead: "Una orden que entrará en vigor más adelante",
      suspended: "Una orden que por ahora no tiene efecto",
      "in-force": "Una orden vigente",
      over: "Una orden que ya terminó",
    },
    lead: (places: string) =>
      `Un gobierno ordenó que no se pueda entrar en una reunión desde este lugar: ${places}. Aquí no se dice de qué reunión se trata.`,
    takenDown: "Se retiró del registro público.",
    excepted: "Excepto",
    from: "Desde",
    appealTitle: "Apelar",
    appealLead:
      "Cualquiera puede apelar, sin cuenta. La decisión o el fin de la orden se muestran aquí y en su enlace privado solo al día siguiente: la hora podría revelar la reunión.",
    none: "Aquí no hay ninguna orden. Quizá la dirección esté incompleta.",
  },
  report: {
    title: "Denunciar un abuso",
    lead: "Esto llega a quien gestiona este servicio. Nadie en la reunión se entera.",
    inside: "Su denuncia muestra que usted estaba en la reunión, pero no quién es.",
    what: "¿De qué se trata?",
    choose: "Elija lo que mejor encaje.",
    kinds: {
      harassment: "Acoso",
      threat: "Una amenaza",
      sexual: "Contenido sexual no deseado",
      "child-safety": "Un menor está en peligro",
      spam: "Spam o fraude",
      other: "Otra cosa",
    },
    about: "¿Sobre quién es?",
    aboutMeeting: "Sobre la reunión",
    aboutText:
      "Hasta que la reunión termine, este servicio ve el nombre y puede apagar el micrófono de esta persona o sacarla. A quien ya se fue no se le nombra.",
    text: "¿Qué pasó?",
    fromState: "Escribo en nombre de un gobierno, un tribunal o la policía",
    fromStateText:
      "Entonces este servicio le responde según su proceso publicado. Una exigencia nunca termina una reunión ni suspende una cuenta.",
    send: "Enviar la denuncia",
    sent: "Gracias. Su denuncia se envió.",
    sentText:
      "Una reunión se termina, o una cuenta se suspende, solo cuando dos personas de este servicio están de acuerdo.",
    danger:
      "Si alguien está en peligro ahora, llame a los servicios de emergencia donde usted esté.",
    unread:
      "Nadie de este servicio puede leer denuncias todavía. La suya esperará hasta que alguien pueda; el administrador solo se entera de que una espera.",
    unreadSent:
      "Su denuncia está guardada, pero nadie de este servicio puede leerla todavía. Espera hasta que alguien pueda.",
    noContact: "Este servicio no indica ningún contacto.",
    toMeeting: "A la reunión",
  },
  reason: {
    "meeting/denied-place": (who, place) =>
      `${capital(who)} cerró esta reunión para este lugar: ${place}.`,
    "meeting/outside-allowed": (who) =>
      `${capital(who)} abrió esta reunión solo para ciertos lugares, y el suyo no es uno de ellos.`,
    "meeting/cannot-tell": (who) =>
      `${capital(who)} limita esta reunión según el lugar, y no podemos saber desde dónde se conecta usted.`,
    "account/denied-place": (place) =>
      `La organización del anfitrión cerró sus propias reuniones para este lugar: ${place}.`,
    "account/outside-allowed":
      "La organización del anfitrión abrió sus propias reuniones solo para ciertos lugares, y el suyo no es uno de ellos.",
    "account/cannot-tell":
      "La organización del anfitrión limita sus propias reuniones según el lugar, y no podemos saber desde dónde se conecta usted.",
    "platform/denied-place": (place) => `Este servicio está cerrado para este lugar: ${place}.`,
    "platform/outside-allowed":
      "Este servicio está abierto solo para ciertos lugares, y el suyo no es uno de ellos.",
    "platform/cannot-tell":
      "Este servicio limita las reuniones según el lugar, y no podemos saber desde dónde se conecta usted.",
    "order/named": (authority, place) =>
      `${authority} ordenó que no sea posible unirse a esta reunión desde este lugar: ${place}.`,
    "order/ordered": (place) =>
      `Un gobierno ordenó que no sea posible unirse a esta reunión desde este lugar: ${place}; la ley aún no nos permite decir qué gobierno.`,
    "order/sealed": (place, time) =>
      `Un gobierno ordenó que no sea posible unirse a esta reunión desde este lugar: ${place}; la ley no nos permite decir qué gobierno hasta: ${time}.`,
    "host/banned": "Un anfitrión decidió que usted no puede volver a esta reunión.",
    "host/removed": "Un anfitrión le hizo salir de la reunión.",
    here: "el lugar desde el que se conecta",
  },
  reasonUntil: {
    "meeting/denied-place": (who, place, time) =>
      `${capital(who)} cerró esta reunión para este lugar: ${place}. Esto vale hasta: ${time}.`,
    "meeting/outside-allowed": (who, time) =>
      `${capital(who)} abrió esta reunión solo para ciertos lugares, y el suyo no es uno de ellos. Esto vale hasta: ${time}.`,
    "meeting/cannot-tell": (who, time) =>
      `${capital(who)} limita esta reunión según el lugar, y no podemos saber desde dónde se conecta usted. El límite vale hasta: ${time}.`,
    "account/denied-place": (place, time) =>
      `La organización del anfitrión cerró sus propias reuniones para este lugar: ${place}. Esto vale hasta: ${time}.`,
    "account/outside-allowed": (time) =>
      `La organización del anfitrión abrió sus propias reuniones solo para ciertos lugares, y el suyo no es uno de ellos. Esto vale hasta: ${time}.`,
    "account/cannot-tell": (time) =>
      `La organización del anfitrión limita sus propias reuniones según el lugar, y no podemos saber desde dónde se conecta usted. El límite vale hasta: ${time}.`,
    "platform/denied-place": (place, time) =>
      `Este servicio está cerrado para este lugar: ${place}. Esto vale hasta: ${time}.`,
    "platform/outside-allowed": (time) =>
      `Este servicio está abierto solo para ciertos lugares, y el suyo no es uno de ellos. Esto vale hasta: ${time}.`,
    "platform/cannot-tell": (time) =>
      `Este servicio limita las reuniones según el lugar, y no podemos saber desde dónde se conecta usted. El límite vale hasta: ${time}.`,
  },
  call: {
    connecting: "Entrando…",
    reconnecting: "Se perdió su conexión. Intentando volver…",
    mic: "Micrófono",
    camera: "Cámara",
    speaker: "Altavoz",
    screen: "Compartir pantalla",
    stopScreen: "Dejar de compartir",
    people: "Personas",
    chat: "Chat",
    places: "Lugares",
    rules: "Reglas",
    leave: "Salir",
    close: "Cerrar",
    muted: "micrófono apagado",
    speaking: (name) => `${name} está hablando`,
    you: (name) => `${name} (usted)`,
    screenOf: (name) => `Pantalla: ${name}`,
    ownScreen: "Su pantalla",
    service: "servicio",
    someone: "Alguien",
    role: {
      host: "anfitrión",
      "co-host": "coanfitrión",
      acting: "en lugar del anfitrión",
      guest: "",
    },
    alone: "Aquí solo está usted. Comparta el enlace para invitar a otras personas.",
    link: {
      copy: "Copiar el enlace de la reunión",
      copied: "El enlace de la reunión está copiado.",
    },
    startSound: "Activar el sonido",
    more: (count) => `y ${count} más`,
    controls: "Controles de la reunión",
    moreControls: "Más",
    panels: "Paneles",
    dismiss: "Cerrar este mensaje",
    undo: "Deshacer",
    failed: "Eso no funcionó. Inténtelo de nuevo.",
    view: {
      grid: "Mostrar a todos en cuadrícula",
      speaker: "Mostrar a quien habla",
      pin: (name) => `Fijar: ${name}`,
      unpin: (name) => `Dejar de fijar: ${name}`,
      hideSelf: "No ver mi propia imagen",
      showSelf: "Ver mi propia imagen",
    },
    connection: {
      excellent: "buena conexión",
      good: "conexión aceptable",
      poor: "conexión débil",
      lost: "conexión perdida",
    },
    hand: {
      raise: "Levantar la mano",
      lower: "Bajar la mano",
      lowerShort: "Bajar",
      place: (place) => `mano levantada, número ${place}`,
      list: "Manos levantadas, en orden",
      saidRaised: (name) => `${name} levantó la mano`,
      lowerOf: (name) => `Bajar la mano: ${name}`,
      lowered: "El anfitrión bajó su mano.",
    },
    react: {
      open: "Reaccionar",
      names: {
        thumb: "Pulgar arriba",
        heart: "Corazón",
        clap: "Aplausos",
        laugh: "Risa",
        wow: "Sorpresa",
        party: "Celebración",
      },
      said: (name, reaction) => `${name} reaccionó: ${reaction}`,
    },
    talk: {
      placeholder: "Mensaje para todos los presentes",
      send: "Enviar",
      empty: "No hay mensajes desde que usted llegó.",
      vanish:
        "Solo quienes están aquí ahora pueden leer esto. Los mensajes desaparecen cuando usted sale, y nadie los guarda.",
      notSent: "Su mensaje no se envió. Inténtelo de nuevo.",
      tooFast: "Eso fue un poco rápido. Espere un momento y envíelo de nuevo.",
      unread: (count) => (count === 1 ? "1 mensaje nuevo" : `${count} mensajes nuevos`),
      openUnread: (count) =>
        count === 1 ? "Chat, 1 mensaje nuevo" : `Chat, ${count} mensajes nuevos`,
      said: (name, text) => `${name} escribió: ${text}`,
      log: "Mensajes",
      left: (count) => `Caracteres restantes: ${count}`,
    },
    list: {
      search: "Buscar a alguien",
      numbers: "Las personas con el mismo nombre llevan un número para distinguirlas.",
      none: "Aquí no hay nadie con ese nombre.",
      count: (count) => (count === 1 ? "Hay 1 persona aquí" : `Hay ${count} personas aquí`),
      open: (count) =>
        count === 1 ? "Personas, hay 1 persona aquí" : `Personas, hay ${count} personas aquí`,
      actions: (name) => `Más opciones: ${name}`,
    },
    devices: {
      title: "Dispositivos",
      blur: "Desenfocar mi fondo",
      standard: "Predeterminado del sistema",
    },
    keys: {
      title: "Atajos de teclado",
      use: "Usar teclas sueltas como atajos",
      note: "No hacen nada mientras escribe.",
      mic: "Encender o apagar el micrófono",
      camera: "Encender o apagar la cámara",
      screen: "Compartir la pantalla o dejar de compartirla",
      hand: "Levantar o bajar la mano",
      chat: "Abrir o cerrar el chat",
      people: "Abrir o cerrar la lista de personas",
      view: "Cuadrícula, o quien habla",
      help: "Mostrar estos atajos",
      escape: "Cerrar lo que está abierto",
      escapeKey: "Esc",
    },
    announce: {
      title: "Accesibilidad",
      on: "Decir a mi lector de pantalla quién habla",
    },
    sealed: {
      on: "Cifrada de extremo a extremo",
      off: "Sin cifrado de extremo a extremo",
      vouched: "Cifrada de extremo a extremo, con aval",
      agreeing: "Acordando las claves…",
      without: "Todavía sin claves",
      held: "Cifrada. Quizá no se le oiga ni se le vea",
      heldText:
        "Su sonido y su imagen salen de esta página cifrados o no salen. En los últimos segundos no pudo cifrarlos, o no sabe si pudo: quizá no se le oiga ni se le vea. Si continúa así, vuelva a cargar la página.",
      title: "Quién puede ver y oír esta llamada",
      code: "Código de seguridad",
      how: "Léanlo juntos en voz alta. Si todos tienen el mismo código, solo pueden verlos y oírlos las personas de la lista de abajo. ¿Hay alguien a quien no conozcan? El código cambia cada vez que alguien entra o sale.",
      differ:
        "Si no coincide y nadie entra ni sale, puede que alguien esté escuchando: no digan aquí nada privado. Empiecen una reunión nueva y envíen su enlace por otra vía.",
      changed: "Acaba de cambiar: empiecen de nuevo por la primera cifra.",
      inWords: "El mismo código en palabras",
      codeWaiting: (names: string) =>
        `Esperando a: ${names}. Cada página aporta su parte del código.`,
      codeOverdue: (names: string) =>
        `Sin respuesta de: ${names}. Quizá su página va lenta o se está recargando.`,
      codeAgain: "Intentar de nuevo",
      codeAlone: "Mientras esté a solas aquí, no hay nada que comparar.",
      codeTooMany: "Con más de 50 personas no hay código que comparar.",
      group: "Quién tiene las claves",
      unvouched:
        "Aún no tiene claves: un anfitrión tiene que responder por usted. Hasta entonces no ve ni oye a nadie, y nadie le ve ni le oye. Cuando lo haga, esta página continúa sola.",
      notBelieved:
        "Según el reloj de este dispositivo, la llamada empezó hace más de 24 horas o aún no ha empezado: por eso esta página no puede recibir ni dar claves. Compruebe la fecha y la hora del dispositivo; en cuanto sean correctas, esta página continúa sola. Si ya lo eran, todos tienen que salir y volver a entrar.",
      believed:
        "Esta reunión no tiene aval: cualquiera que tenga el enlace completo recibe claves en cuanto este servicio le deja entrar.",
      vouchedText:
        "Esta reunión tiene aval: solo recibe claves quien tiene el aval de un anfitrión, o de alguien a quien un anfitrión se lo permite. Sin eso, ni siquiera quien administra este servicio puede hacer entrar a nadie.",
      numbers:
        "El número bajo un nombre es solo de esa persona, y el mismo para todos, hasta que vuelve a cargar su página: así se distingue a dos personas con el mismo nombre.",
      outside: "sin cifrado, no se ve ni se oye",
      turns: (count: number) => `Cambios de claves desde que usted llegó: ${count}`,
      noTurns: "Las claves no han cambiado desde que usted llegó.",
      dropped: (sent: number, shown: number) =>
        `Fragmentos de su sonido, su imagen y sus mensajes que no se pudieron cifrar y no se enviaron: ${sent}. Fragmentos de otras personas que no se pudieron abrir y no se mostraron: ${shown}. Unos pocos son normales.`,
      sees: "Lo que este servicio puede ver",
      seesText:
        "Quién está en la llamada y cuándo, desde qué lugar parece unirse cada persona, quién habla y cuánto, y el tamaño y la hora de lo que se envía.",
      seesNot: "Lo que no puede ver ni oír",
      seesNotText:
        "La imagen, el sonido, las pantallas compartidas, el chat, las reacciones y las manos levantadas.",
      sealedWith: (format: string) => `Cifrado con ${format}.`,
      nativeClients:
        "Esta reunión también admite otras aplicaciones, cuyo formato protege menos: el servicio sigue sin ver ni oír nada, pero podría hacer pasar la cámara de alguien por su pantalla o repetir un momento.",
      program:
        "El programa de esta página también viene del servicio: confíe en quien administra el servicio o compárelo con la versión publicada. En el código fuente de Graticule lo hace esta orden:",
      openText:
        "Lo que usted dice y muestra va cifrado hasta el servicio y desde allí hasta los demás. Entre medias, quien administra el servicio podría verlo y oírlo.",
      openChange: "El anfitrión puede cambiarlo cuando no hay nadie en la reunión.",
      unsealed: (name: string) => `Algo de ${name} llegó sin cifrado y no se muestra.`,
      unlisted: (name: string) =>
        `${name} tiene las claves de esta llamada, pero no figura entre las personas presentes.`,
      unlistedRow: "tiene las claves, no figura entre las personas presentes",
      rekeyed: (name: string) =>
        `${name} tiene claves nuevas. Su página se volvió a cargar, o es otra persona.`,
      rekeyedRow: "claves nuevas desde que usted entró",
      delayed: "Esta página pidió claves demasiadas veces y tiene que esperar un minuto.",
      distrusted: "Hubo un problema con las claves; su página las estableció de nuevo.",
    },
    told: {
      muted: "Un anfitrión apagó su micrófono. Puede encenderlo de nuevo.",
      mutedByService:
        "Tras una denuncia desde dentro de la reunión, este servicio apagó su micrófono según sus condiciones de uso. Puede encenderlo de nuevo. Si cree que es un error, escriba a quien administra este servicio.",
      coHost:
        "Ahora comparte el papel de anfitrión: puede dejar entrar a personas y ayudar a llevar la reunión.",
      noCoHost: "Ya no ayuda a llevar la reunión.",
      acting: "Usted actúa como anfitrión mientras el anfitrión no está.",
      inCharge: "Ahora usted dirige esta reunión, hasta que vuelva el anfitrión.",
      hostBack: "El anfitrión ha vuelto y dirige de nuevo la reunión.",
      runs: (names, count) =>
        count === 1 ? `Ahora dirige la reunión ${names}.` : `Ahora dirigen la reunión ${names}.`,
      nobodyRuns: "Ahora nadie dirige la reunión.",
      ruleChanged: "Se ha cambiado quién puede unirse a esta reunión.",
      locked:
        "La reunión está cerrada a nuevas entradas: quien llegue ahora espera hasta que le dejen entrar.",
      limited:
        "Esta reunión continúa. Una orden limita el acceso según el lugar. No afecta a nadie de quienes siguen aquí.",
    },
    soon: {
      title: "No podrá quedarse aquí mucho más tiempo.",
      until: (time: string) => `Puede quedarse hasta ${time}.`,
      ends: "La orden termina",
      left: (minutes: number) => `Minutos restantes: ${minutes}`,
      only: "Solo usted ve esto. No se le dice a nadie más.",
      leave: "Salir ahora",
    },
  },
  process: {
    lead: "La exigencia de un gobierno puede alcanzar a las personas que están dentro del territorio de ese gobierno, y a nadie más. Esto es lo que significa en este servicio, en la versión que funciona aquí.",
    sections: [
      {
        title: "No se termina ninguna reunión, no se suspende ninguna cuenta",
        body: "Nada en este servicio permite que una exigencia termine una reunión para todos, suspenda una cuenta o cambie otra reunión. Un anfitrión puede terminar una reunión para todos. Aparte de eso, solo un abuso puede ser una razón, y tiene su propio camino, descrito más abajo.",
      },
      {
        title: "Límites por lugar",
        body: "Los anfitriones pueden limitar una reunión a ciertos lugares, o cerrarla para ciertos lugares. Es decisión del propio anfitrión, y así se le dice a quien queda fuera. Para saber dónde está alguien, solo miramos las direcciones de red de su página y de su audio y vídeo, y solo mientras está conectado; nunca se guardan. Con una VPN, alguien puede parecer estar en otro lugar.",
      },
      {
        title: "Órdenes",
        body: "Cuando un gobierno lo ordena, el servicio puede dejar a las personas que están en el territorio de ese gobierno fuera de una sola sesión de una sola reunión, durante siete días como máximo. Esto solo afecta a personas cuyo lugar se conoce con certeza: quien quizá esté en otro lugar se queda. A cada persona que queda fuera se le dice que fue una orden, de quién y hasta cuándo; si se omite un nombre, la página también lo dice. Hacen falta dos personas de este servicio que no hayan registrado la exigencia; una basta para terminar la orden, o para rechazar la exigencia si la registró otra persona.",
      },
      {
        title: "Apelaciones",
        body: "Quien queda fuera, el anfitrión y cualquier otra persona pueden apelar, sin cuenta. Alguien que no tuvo parte en la orden decide en 72 horas, o en la mitad del tiempo que queda si es menos; si nadie lo hace, la orden termina por sí sola. Cuando una orden termina, todas las personas que quedaron fuera pueden entrar enseguida.",
      },
      {
        title: "Lo que se hace público",
        body: "Cada exigencia se publica en cuanto se registra, sin nombrar personas ni reuniones, y se avisa al anfitrión de la reunión. Si una ley no permite ni siquiera decir que una exigencia existe, el servicio no hace nada al respecto mientras sea así. Puede sellar el hecho de que existió; el sello se abre como máximo al cabo de un año.",
      },
      {
        title: "Abusos",
        body: "Cualquiera puede denunciar un abuso. Para terminar una reunión o suspender una cuenta por ello hacen falta dos personas de este servicio y una denuncia de alguien que estuvo dentro. Lo que envía un gobierno se responde como una exigencia, lo llame como lo llame; donde hay una, una tercera persona debe estar de acuerdo, y ambas cosas se hacen públicas juntas.",
      },
      {
        title: "Qué se guarda",
        body: "Se guardan el título, los horarios y las reglas de una reunión; 30 días después de que termina, se borran. Quién está solo se sabe hasta que la reunión acaba, y desde dónde, solo en la memoria del servidor mientras esa persona está conectada. Después no hay ninguna lista que entregar. El servicio no graba nada. Las reuniones creadas en su página van cifradas de extremo a extremo, salvo que el anfitrión lo desactive: quien controla el servidor no puede verlas ni oírlas, mientras sirva la página tal como se publicó. Salvo que un anfitrión responda por cada persona, cualquiera que tenga el enlace completo y a quien se deje entrar recibe claves, incluso quien administra este servicio.",
      },
      {
        title: "A quién preguntar",
        body: "Cada servicio tiene su propio responsable: una universidad, una redacción, una empresa. Quien le dio el enlace puede decirle quién administra este. Solo ese responsable puede responder a una apelación, y responde ante la ley de su propio país.",
      },
    ],
    holds: "Qué guarda este servicio",
    sources: "De dónde vienen los lugares",
    own: "Lista de redes propias, hecha por este servicio",
    state: {
      fresh: "",
      stale: "datos antiguos",
      missing: "falta en este momento",
      rejected: "no se puede usar en este momento",
    },
  },
};
